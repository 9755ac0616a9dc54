"""Whether an export can be brought back into this database."""

from __future__ import annotations

from collections.abc import Iterator

from mastaba.content.lifecycle.archive import ArchiveError, Line
from mastaba.content.lifecycle.extent import Extent

VOCABULARY = "core.vocabulary"


def refuse_unfit(extent: Extent, head: Line) -> None:
    """Raise `ArchiveError` for another kind of database, other tables, or content in the way."""
    for problem in _problems(extent, head):
        raise ArchiveError(problem)


def _problems(extent: Extent, head: Line) -> Iterator[str]:
    name, here = extent.name, extent.connection.dialect.name
    if head["database"] != here:
        yield (
            f"The export was made on {head['database']}, and this site is on {here}; bring it "
            "back on a database of the same kind."
        )
    if (revision := head.get("revision")) != extent.revision:
        yield (
            f"The export has the tables of {revision or 'no migration'}, and the plugin "
            f"{name} has those of {extent.revision or 'no migration'} here. Install the version "
            "that it was made with, run mastaba migrate, import, and upgrade then."
        )
    if count := _in_the_way(extent):
        yield (
            f"This site has content of the plugin {name} already ({count} pages, terms or rows). "
            "An export brings back what an uninstall took out; it is not mixed with what is there."
        )


def _in_the_way(extent: Extent) -> int:
    """What people have made; vocabularies are made by `mastaba migrate`."""
    node = extent.table("node")
    made = extent.count(node, extent.mine & (node.c.type != VOCABULARY))
    hanging = (table for table in extent.own if any(_is_on_node(k) for k in table.foreign_keys))
    return made + sum(extent.count(table) for table in hanging)


def _is_on_node(key: object) -> bool:
    return str(getattr(key, "target_fullname", "")) == "node.id"
