"""Whether an export can be brought back into this database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Table, select

from mastaba.content.lifecycle.archive import ArchiveError, Line
from mastaba.content.lifecycle.extent import Extent
from mastaba.tree.models import Node

VOCABULARY = "core.vocabulary"


def refuse_unfit(extent: Extent, head: Line, places: Collection[str] = ()) -> None:
    """Raise `ArchiveError` for another kind of database, other tables, or content in the way.

    What has a uid of `places` was made by `mastaba migrate`, and is not in the way.
    """
    for problem in _problems(extent, head, places):
        raise ArchiveError(problem)


def _problems(extent: Extent, head: Line, places: Collection[str]) -> Iterator[str]:
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
    if count := _in_the_way(extent, places):
        yield (
            f"This site has content of the plugin {name} already ({count} pages, terms or rows). "
            "An export brings back what an uninstall took out; it is not mixed with what is there."
        )


def _in_the_way(extent: Extent, places: Collection[str]) -> int:
    """What people have made; vocabularies and declared places are made by `mastaba migrate`."""
    node = extent.table("node")
    made = list(extent.connection.scalars(select(Node.id).where(Node.uid.in_(places))))
    theirs = extent.mine & (node.c.type != VOCABULARY) & node.c.id.not_in(made)
    hanging = ((table, key) for table in extent.own if (key := _on_node(table)) is not None)
    return extent.count(node, theirs) + sum(
        extent.count(table, key.not_in(made)) for table, key in hanging
    )


def _on_node(table: Table) -> Any:
    """The column by which rows of `table` hang on nodes; None where they do not."""
    keys = (key for key in table.foreign_keys if key.target_fullname == "node.id")
    return next((key.parent for key in keys), None)
