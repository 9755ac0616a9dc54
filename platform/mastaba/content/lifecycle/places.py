"""Where what comes back belongs now: ids of pages by uid, of people by login, addresses."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from sqlalchemy import Column, Table, select

from mastaba.content.lifecycle.extent import Extent
from mastaba.content.lifecycle.values import from_json
from mastaba.tree.paths import ROOT, depth, join

Ids = Mapping[tuple[str, Any], Any]
NOBODY = object()  # what a value refers to is not there any more


class Places:
    """Looks up what an export names by uid and login."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._nodes: dict[str, int] = {}
        account = extent.table("account")
        rows = extent.connection.execute(select(account.c.login, account.c.id))
        self._people = {row.login: row.id for row in rows}

    def add(self, uid: str, node_id: int) -> None:
        """Remember a page that was written."""
        self._nodes[uid] = node_id

    def id_of(self, uid: str) -> int | None:
        """The id of the page with this uid; None when it is not there."""
        if uid not in self._nodes:
            node = self._extent.table("node")
            wanted = select(node.c.id).where(node.c.uid == from_json(node.c.uid, uid))
            found = self._extent.connection.scalar(wanted)
            if found is None:
                return None
            self._nodes[uid] = found
        return self._nodes[uid]

    def resolved(self, table: Table, values: Mapping[str, Any], ids: Ids) -> dict[str, Any] | None:
        """The values of a row with ids of today; None when something that it needs is gone."""
        found = {name: self._value(table.c[name], value, ids) for name, value in values.items()}
        for name, value in found.items():
            if value is NOBODY and not table.c[name].nullable:
                return None
        return {name: None if value is NOBODY else value for name, value in found.items()}

    def placed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a page below its parent, or at the top of its tree when that is gone; at
        its address, or one like it when that is taken."""
        table = self._extent.table("node")
        found = self.resolved(table, {**values, "parent_id": None}, {}) or {}
        parent = self._parent(values)
        slug = self._free(parent, values["slug"])
        path = join(parent.path, slug)
        place = {"slug": slug, "path": path, "depth": depth(path), "site_id": parent.site_id}
        return {**found, **place, "parent_id": parent.id, "acl_id": None}

    def _parent(self, values: Mapping[str, Any]) -> Any:
        node = self._extent.table("node")
        named = values["parent_id"]
        node_id = None if named is None else self.id_of(named["node"])
        here = (node.c.tree == values["tree"], node.c.path == ROOT)
        top = (
            select(node).where(*here).order_by(node.c.site_id != values["site_id"], node.c.site_id)
        )
        if node_id is None:
            return self._extent.connection.execute(top.limit(1)).one()
        found = self._extent.connection.execute(select(node).where(node.c.id == node_id)).one()
        same = found.tree == values["tree"]
        return found if same else self._extent.connection.execute(top.limit(1)).one()

    def _free(self, parent: Any, slug: str) -> str:
        node = self._extent.table("node")
        beside = select(node.c.slug).where(node.c.parent_id == parent.id)
        taken = set(self._extent.connection.scalars(beside.where(node.c.slug.startswith(slug))))
        candidates = (slug if n == 1 else f"{slug}-{n}" for n in count(1))
        return next(name for name in candidates if name not in taken)

    def _value(self, column: Column[Any], value: Any, ids: Ids) -> Any:
        if value is None or not column.foreign_keys:
            return value
        target = next(iter(column.foreign_keys)).column.table.name
        if target == "node":
            return _or_nobody(self.id_of(value["node"]))
        if target == "account":
            return _or_nobody(self._people.get(value["login"]))
        return ids.get((target, value), value)


def _or_nobody(found: int | None) -> Any:
    return NOBODY if found is None else found
