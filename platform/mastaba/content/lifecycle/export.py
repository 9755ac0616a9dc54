"""Everything of a plugin as lines of an archive; works when its code is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, select

from mastaba.content.lifecycle.archive import FORMAT, VERSION, Line
from mastaba.content.lifecycle.extent import Extent
from mastaba.content.lifecycle.values import to_json

DERIVED = {"node": {"acl_id"}, "acl_grant": None, "generation": None}  # None: the whole table


def lines_of(extent: Extent, made: datetime) -> Iterator[Line]:
    """Head, pages (parents first), rows, sections in versions of others, settings, front page."""
    yield _head(extent, made)
    writer = _Writer(extent)
    yield from writer.rows_of(extent.table("node"), extent.mine, kind="node")
    for name, where in extent.hanging().items():
        if name not in DERIVED:
            yield from writer.rows_of(extent.table(name), where)
    for table in extent.own:
        yield from writer.rows_of(table)
    yield from _sections(extent)
    yield from _settings(extent)
    yield from _front(extent)


def _head(extent: Extent, made: datetime) -> Line:
    return {
        "is": "head",
        "format": FORMAT,
        "version": VERSION,
        "plugin": extent.name,
        "revision": extent.revision,
        "database": extent.connection.dialect.name,
        "made": made.isoformat(),
    }


class _Writer:
    """Writes rows, with uids and logins for what they refer to in the core."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._uids = self._pairs("node", "uid")
        self._logins = self._pairs("account", "login")

    def rows_of(self, table: Table, where: Any = None, kind: str = "row") -> Iterator[Line]:
        order = [table.c.depth] if table.name == "node" else []
        found = select(table).order_by(*order, *table.primary_key.columns)
        found = found if where is None else found.where(where)
        for row in self._extent.connection.execute(found):
            yield {"is": kind, "table": table.name, "values": self._values(table, row)}

    def _values(self, table: Table, row: Row[Any]) -> dict[str, Any]:
        left_out = DERIVED.get(table.name) or ()
        return {
            column.name: self._value(column, row._mapping[column])
            for column in table.columns
            if column.name not in left_out
        }

    def _value(self, column: Any, value: Any) -> Any:
        for key in column.foreign_keys if value is not None else ():
            if key.column.table.name == "node":
                return {"node": self._uids[value]}
            if key.column.table.name == "account":
                return {"login": self._logins[value]}
        return to_json(value)

    def _pairs(self, name: str, column: str) -> Mapping[int, str]:
        table = self._extent.table(name)
        rows = self._extent.connection.execute(select(table.c.id, table.c[column]))
        return {row[0]: to_json(row[1]) for row in rows}


def sections_of(extent: Extent) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Versions of pages of others, and what extensions of the plugin keep in them."""
    revision, node = extent.table("revision"), extent.table("node")
    found = select(revision.c.id, node.c.uid, revision.c.number, revision.c.data)
    found = found.join(node, node.c.id == revision.c.node_id)
    where = (extent.mentions(revision.c.data), ~extent.mine)
    for row in extent.connection.execute(found.where(*where).order_by(revision.c.id)):
        if sections := own_sections(extent.name, row.data):
            yield row, sections


def own_sections(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a snapshot that are a plugin's."""
    return {key: value for key, value in data.items() if key.startswith(f"{name}.")}


def _sections(extent: Extent) -> Iterator[Line]:
    for row, sections in sections_of(extent):
        place = {"node": to_json(row.uid), "number": row.number}
        yield {"is": "section", **place, "sections": sections}


def _settings(extent: Extent) -> Iterator[Line]:
    table = extent.table("site_setting")
    for row in extent.connection.execute(select(table).where(extent.settings())):
        yield {"is": "setting", **{key: to_json(value) for key, value in row._mapping.items()}}


def _front(extent: Extent) -> Iterator[Line]:
    site, node = extent.table("site"), extent.table("node")
    mine = site.c.front_uid.in_(select(node.c.uid).where(extent.mine))
    for row in extent.connection.execute(select(site.c.id, site.c.front_uid).where(mine)):
        yield {"is": "front", "site": row.id, "uid": to_json(row.front_uid)}
