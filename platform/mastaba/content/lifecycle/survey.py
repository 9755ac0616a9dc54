"""What an uninstall would take out, what leads there, and what stands in its way; reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, and_, cast, func, or_, select

from mastaba.content.lifecycle.export import sections_of
from mastaba.content.lifecycle.extent import NAMED, Extent

SHOWN = 5
WORDS = {
    "revision": "versions of them",
    "site_setting": "settings of sites",
    "job": "jobs",
    "periodic": "periodic jobs",
    "outbox": "messages",
    "import_item": "notes of imports",
}


@dataclass(frozen=True)
class Survey:
    """How many of what goes; what points to it, and what has to be done first, as sentences."""

    counts: dict[str, int]
    pointing: tuple[str, ...]
    hindrances: tuple[str, ...]


def survey(extent: Extent) -> Survey:
    """All three, from the database as it is now."""
    counts = {words: count for words, count in _counts(extent) if count}
    return Survey(counts, tuple(_pointing(extent)), tuple(_hindrances(extent)))


def _counts(extent: Extent) -> Iterator[tuple[str, int]]:
    yield "pages and items of the library", extent.count_nodes()
    for name, where in extent.hanging().items():
        if name in WORDS:
            yield WORDS[name], extent.count(extent.table(name), where)
    for table in extent.own:
        yield f"rows of the table {table.name}", extent.count(table)
    yield "versions of other pages with fields of it", sum(1 for _ in sections_of(extent))
    yield WORDS["site_setting"], extent.count(extent.table("site_setting"), extent.settings())
    for name in NAMED:
        yield WORDS[name], extent.count(extent.table(name), extent.named(name))


def _pointing(extent: Extent) -> Iterator[str]:
    node, reference, site = (extent.table(name) for name in ("node", "reference", "site"))
    inside = select(node.c.uid).where(extent.mine)
    users = select(reference.c.node_id).where(reference.c.target_uid.in_(inside))
    others = and_(node.c.id.in_(users), ~extent.mine)
    if count := extent.count(node, others):
        yield f"Other pages that link to its pages: {count}: {_some(extent, others)}."
    if extent.count(site, site.c.front_uid.in_(inside)):
        yield "The front page of the site is one of its pages."
    if count := _with_blocks(extent):
        yield f"Other pages with blocks of it: {count}. These stay in the text, and show nothing."


def _with_blocks(extent: Extent) -> int:
    """Pages of others whose newest text has a block of the plugin."""
    node, revision = extent.table("node"), extent.table("revision")
    newest = and_(revision.c.node_id == node.c.id, revision.c.number == node.c.revision)
    words = (f'"type":{gap}"{extent.name}.' for gap in ("", " "))
    data = cast(revision.c.data, Text)
    typed = or_(*(data.contains(text, autoescape=True) for text in words))
    rows = select(func.count()).select_from(node.join(revision, newest))
    return int(extent.connection.scalar(rows.where(typed, ~extent.mine)) or 0)


def _hindrances(extent: Extent) -> Iterator[str]:
    node = extent.table("node")
    below = node.c.parent_id.in_(select(node.c.id).where(extent.mine))
    strangers = and_(below, ~extent.mine)
    if count := extent.count(node, strangers):
        names = _some(extent, strangers)
        yield f"Pages of other kinds lie below its pages: {count}: {names}. Move them first."
    for table in extent.tables.sorted_tables:
        refers = any(key.column.table in extent.own for key in table.foreign_keys)
        if refers and table not in extent.own:
            yield f"The table {table.name} refers to its tables; uninstall what owns that first."


def _some(extent: Extent, where: Any) -> str:
    node = extent.table("node")
    rows = select(node.c.title, node.c.path).where(where).order_by(node.c.path).limit(SHOWN)
    return ", ".join(f"“{row.title}” ({row.path})" for row in extent.connection.execute(rows))
