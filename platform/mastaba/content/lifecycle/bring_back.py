"""Put what an export holds back into the database: the same pages, with the same uids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Table, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from mastaba.content.lifecycle.archive import ArchiveError, Line
from mastaba.content.lifecycle.extent import Extent
from mastaba.content.lifecycle.fit import refuse_unfit
from mastaba.content.lifecycle.foreign import refuse_foreign
from mastaba.content.lifecycle.places import Places
from mastaba.content.lifecycle.values import from_json
from mastaba.events.models import Audit
from mastaba.events.record import SYSTEM
from mastaba.security.roles import Roles
from mastaba.tree.models import Node
from mastaba.tree.paths import ROOT
from mastaba.tree.rights import refresh_rights

SKIPPED = "skipped: what they belong to is not there any more"


def bring_back(
    extent: Extent,
    lines: list[Line],
    roles: Roles,
    now: datetime,
    *,
    places: Collection[str] = (),
) -> Counter[str]:
    """Write every line; how many of each kind, and how many had no place any more.

    The plugin is enabled and migrated, and has no pages yet but for its declared `places` (uids);
    the caller holds the lock of migrations, and commits. Raises `ArchiveError`.
    """
    head, rest = lines[0], lines[1:]
    refuse_unfit(extent, head, places)
    refuse_foreign(extent, rest)
    _make_room(extent)
    writer = _Writer(extent)
    for number, line in enumerate(rest, start=2):
        _write(writer, line, number)
    _count_on(extent)
    _derive_rights(extent, roles)
    told = {"counts": dict(writer.counts)}
    audit = {"at": now, "actor_name": SYSTEM, "action": "plugin.imported", "data": told}
    extent.connection.execute(insert(Audit).values(subject=extent.name, **audit))
    return writer.counts


def _make_room(extent: Extent) -> None:
    """Take out what the migrations and `mastaba migrate` made by themselves meanwhile."""
    extent.connection.execute(delete(extent.table("node")).where(extent.mine))
    for table in reversed(extent.own):
        extent.connection.execute(delete(table))


def _write(writer: _Writer, line: Line, number: int) -> None:
    try:
        writer.write(line)
    except (AttributeError, LookupError, TypeError, ValueError, SQLAlchemyError) as error:
        said = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise ArchiveError(
            f"Line {number} of the file cannot be brought back ({said}); nothing was changed."
        ) from None


class _Writer:
    """Writes lines, and remembers under which id a page or row came back."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self.counts: Counter[str] = Counter()
        self._places = Places(extent)
        self._ids: dict[tuple[str, Any], Any] = {}

    def write(self, line: Line) -> None:
        """Write one line, or count it as skipped."""
        done = getattr(self, f"_write_{line['is']}")(line)
        self.counts[line["is"] if done else SKIPPED] += 1

    def _write_node(self, line: Line) -> bool:
        if self._places.id_of(line["values"]["uid"]) is not None:
            raise ValueError(f"there is a page with the uid {line['values']['uid']} already")
        values = self._places.placed(line["values"])
        table = self._extent.table("node")
        made = self._insert(table, {k: v for k, v in values.items() if k != "id"})
        self._places.add(values["uid"], made)
        return True

    def _write_row(self, line: Line) -> bool:
        table = self._extent.tables.tables.get(line["table"])
        if table is None:
            return False
        values = self._places.resolved(table, line["values"], self._ids)
        if values is None:
            return False
        own_id = _own_id(table)
        keep = own_id is None or table in self._extent.own
        kept = {k: v for k, v in values.items() if keep or k != own_id}
        try:
            with self._extent.connection.begin_nested():
                made = self._insert(table, kept)
        except IntegrityError:  # such as an old address that leads elsewhere by now
            return False
        if own_id is not None:
            self._ids[(table.name, line["values"][own_id])] = made
        return True

    def _write_section(self, line: Line) -> bool:
        revision = self._extent.table("revision")
        node_id = self._places.id_of(line["node"])
        mine = (revision.c.node_id == node_id, revision.c.number == line["number"])
        data = self._extent.connection.scalar(select(revision.c.data).where(*mine))
        if data is None:
            return False
        whole = {**line["sections"], **data}
        self._extent.connection.execute(update(revision).where(*mine).values(data=whole))
        return True

    def _write_setting(self, line: Line) -> bool:
        table = self._extent.table("site_setting")
        values = {column.name: line[column.name] for column in table.columns}
        keys = (table.c.site_id == values["site_id"], table.c.key == values["key"])
        if self._extent.count(table, keys[0] & keys[1]):
            return False
        self._insert(table, values)
        return True

    def _write_front(self, line: Line) -> bool:
        site = self._extent.table("site")
        empty = (site.c.id == line["site"], site.c.front_uid.is_(None))
        uid = from_json(site.c.front_uid, line["uid"])
        done = self._extent.connection.execute(update(site).where(*empty).values(front_uid=uid))
        return bool(done.rowcount)

    def _insert(self, table: Table, values: Mapping[str, Any]) -> Any:
        ready = {name: from_json(table.c[name], value) for name, value in values.items()}
        done = self._extent.connection.execute(insert(table).values(**ready))
        return done.inserted_primary_key[0] if done.inserted_primary_key else None


def _own_id(table: Table) -> str | None:
    """The name of a key that the database counts up by itself."""
    keys = list(table.primary_key.columns)
    alone = len(keys) == 1 and not keys[0].foreign_keys and isinstance(keys[0].type, Integer)
    return str(keys[0].name) if alone else None


def _count_on(extent: Extent) -> None:
    """Let PostgreSQL count on from the highest key that was written."""
    if extent.connection.dialect.name != "postgresql":
        return
    for table in extent.own:
        if (key := _own_id(table)) is not None:
            sequence = func.pg_get_serial_sequence(f'"{table.name}"', key)
            highest = select(func.setval(sequence, func.max(table.c[key])))
            extent.connection.execute(highest.where(sequence.is_not(None)))


def _derive_rights(extent: Extent, roles: Roles) -> None:
    roots = select(Node.site_id, Node.tree).where(Node.path == ROOT)
    with Session(bind=extent.connection) as session:
        for site_id, tree in session.execute(roots).all():
            refresh_rights(session, roles, site_id, tree, ROOT)
        session.flush()
