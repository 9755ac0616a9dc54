"""What records know of a person: handed out to them, erased, or kept without a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, select

from mastaba.content.records.declare import RecordType, RecordTypes
from mastaba.content.records.person import Person, is_me, person_of
from mastaba.events import record
from mastaba.fields import fields_of
from mastaba.security.guard import allow
from mastaba.security.models import Account
from mastaba.tree.locate import find_at
from mastaba.tree.paths import ROOT


def export_records(request: Any, who: Account | Person) -> dict[str, list[dict[str, Any]]]:
    """Everything that records hold of somebody, as JSON by kind.

    For oneself, or with `manage_people`. Raises `HTTPForbidden`.
    """
    person = person_of(who)
    allow_about(request, person)
    kinds = _asked(request, person)
    return {kind.name: (kind.export or _Every(kind).export)(request, person) for kind in kinds}


def erase_records(request: Any, who: Account | Person) -> dict[str, int]:
    """Remove what records hold of somebody; how many, by kind. Rights as for the export."""
    person = person_of(who)
    allow_about(request, person)
    kinds = _asked(request, person)
    counts = {kind.name: (kind.erase or _Every(kind).erase)(request, person) for kind in kinds}
    record(request, "records.erased", None if person.uid is None else person, counts=counts)
    return counts


def forget_records(request: Any, who: Account | Person) -> None:
    """Keep what somebody wrote and nothing that tells who it was; asks no permission."""
    person = person_of(who)
    for kind in _asked(request, person):
        if kind.forget is not None:
            kind.forget(request, person)


def allow_about(request: Any, person: Person) -> None:
    """Return when the requester may ask about this person. Raises `HTTPForbidden`."""
    if not is_me(request, person):
        allow(request, find_at(request, ROOT), "manage_people")


def kinds_about(request: Any, person: Person) -> list[RecordType]:
    """The kinds of record that can know this person."""
    return list(_asked(request, person))


def _asked(request: Any, person: Person) -> Iterator[RecordType]:
    """The kinds that can know somebody: of visitors only those that find them by their mail."""
    kinds = request.registry[RecordTypes].by_name.values()
    return (kind for kind in kinds if kind.by_mail or person.id is not None)


class _Every:
    """The hooks of a kind that brings none: all rows that the account made."""

    def __init__(self, kind: RecordType) -> None:
        self._model = kind.model

    def export(self, request: Any, person: Person) -> list[dict[str, Any]]:
        mine = select(self._model).where(self._is_of(person))
        found = request.db.scalars(mine.order_by(self._model.id))
        return [self._json(row) for row in found]

    def erase(self, request: Any, person: Person) -> int:
        mine = delete(self._model).where(self._is_of(person))
        return int(request.db.execute(mine).rowcount)

    def _is_of(self, person: Person) -> Any:
        """Of nobody's rows any: those of visitors have no account either."""
        return self._model.account_id.is_not(None) & (self._model.account_id == person.id)

    def _json(self, row: Any) -> dict[str, Any]:
        values = {b.name: b.type.dump(getattr(row, b.name)) for b in fields_of(self._model)}
        return {"uid": row.uid, "created": row.created.isoformat(), **values}
