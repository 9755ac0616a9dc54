"""What records know of a person: handed out to them, and erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from mastaba.content.records.declare import RecordType, RecordTypes
from mastaba.events import record
from mastaba.fields import fields_of
from mastaba.security.guard import allow
from mastaba.tree.locate import find_at
from mastaba.tree.paths import ROOT


def export_records(request: Any, account: Any) -> dict[str, list[dict[str, Any]]]:
    """Everything that records hold of `account`, as JSON by kind.

    For oneself, or with `manage_people`. Raises `HTTPForbidden`.
    """
    _allow(request, account)
    kinds = request.registry[RecordTypes].by_name.values()
    return {kind.name: (kind.export or _Every(kind).export)(request, account) for kind in kinds}


def erase_records(request: Any, account: Any) -> dict[str, int]:
    """Remove what records hold of `account`; how many, by kind. Rights as for the export."""
    _allow(request, account)
    kinds = request.registry[RecordTypes].by_name.values()
    counts = {kind.name: (kind.erase or _Every(kind).erase)(request, account) for kind in kinds}
    record(request, "records.erased", subject=account.name, counts=counts)
    return counts


def _allow(request: Any, account: Any) -> None:
    me = request.identity
    if me is None or me.id != account.id:
        allow(request, find_at(request, ROOT), "manage_people")


class _Every:
    """The hooks of a kind that brings none: all rows that the account made."""

    def __init__(self, kind: RecordType) -> None:
        self._model = kind.model

    def export(self, request: Any, account: Any) -> list[dict[str, Any]]:
        mine = select(self._model).where(self._model.account_id == account.id)
        found = request.db.scalars(mine.order_by(self._model.id))
        return [self._json(row) for row in found]

    def erase(self, request: Any, account: Any) -> int:
        mine = delete(self._model).where(self._model.account_id == account.id)
        return int(request.db.execute(mine).rowcount)

    def _json(self, row: Any) -> dict[str, Any]:
        values = {b.name: b.type.dump(getattr(row, b.name)) for b in fields_of(self._model)}
        return {"uid": row.uid, "created": row.created.isoformat(), **values}
