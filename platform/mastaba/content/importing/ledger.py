"""The memory of one source: rows of `import_item`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from mastaba.content.importing.models import KEY_LENGTH, ImportedItem
from mastaba.content.importing.plan import Converted
from mastaba.db.uuid7 import uuid7

_T: Any = ImportedItem.__table__
CHUNK = 500


@dataclass(frozen=True)
class Ledger:
    """The rows of one importer below one target."""

    importer: str
    target_uid: str

    def reserve(self, session: Any, keys: Iterable[str]) -> dict[str, str]:
        """The uid of every key; those not seen before get one, which is theirs from now on."""
        wanted = {key: short(key) for key in keys}
        known = {key: row.node_uid for key, row in self._found(session, wanted.values()).items()}
        fresh = {name: uuid7() for name in wanted.values() if name not in known}
        self._add(session, fresh)
        uids = {**known, **fresh}
        return {key: uids[name] for key, name in wanted.items()}

    def adopt(self, session: Any, key: str) -> None:
        """Note that `key` is the target itself."""
        self._add(session, {short(key): self.target_uid})

    def row(self, session: Any, key: str) -> Any:
        """What is known of `key`: node_uid, fingerprint, revision; None when nothing is."""
        statement = select(_T.c.node_uid, _T.c.fingerprint, _T.c.revision)
        return session.execute(statement.where(*self._is(key))).first()

    def note(self, request: Any, key: str, node: Any, fingerprint: str) -> None:
        """Remember that `node` now is what the source says."""
        values = {
            "node_uid": node.uid,
            "fingerprint": fingerprint,
            "revision": node.revision,
            "imported": request.now,
        }
        request.db.execute(update(_T).where(*self._is(key)).values(**values))

    def rows(self, session: Any, keys: Iterable[str]) -> dict[str, Any]:
        """What is known of many, by `short(key)`: node_uid, fingerprint, imported."""
        return self._found(session, map(short, keys))

    def add_made(self, request: Any, made: Mapping[str, tuple[str, str]]) -> None:
        """Remember what was just made: key -> (uid, fingerprint)."""
        rows = [
            {**self._blank, "key": short(key), "node_uid": uid, "fingerprint": mark}
            | {"imported": request.now}
            for key, (uid, mark) in made.items()
        ]
        self._insert(request.db, rows)

    def renew(self, request: Any, key: str, fingerprint: str) -> None:
        """Remember that what was made of `key` is as the source says again."""
        values = {"fingerprint": fingerprint, "imported": request.now}
        request.db.execute(update(_T).where(*self._is(key)).values(**values))

    def _found(self, session: Any, names: Iterable[str]) -> dict[str, Any]:
        columns = (_T.c.key, _T.c.node_uid, _T.c.fingerprint, _T.c.imported)
        statement = select(*columns).where(*self._mine)
        found: dict[str, Any] = {}
        for chunk in _chunks(list(names)):
            rows = session.execute(statement.where(_T.c.key.in_(chunk)))
            found.update((row.key, row) for row in rows)
        return found

    def _add(self, session: Any, uids: dict[str, str]) -> None:
        rows = [{**self._blank, "key": name, "node_uid": uid} for name, uid in uids.items()]
        self._insert(session, rows)

    def _insert(self, session: Any, rows: list[Any]) -> None:
        for chunk in _chunks(rows):
            session.connection().execute(insert(_T), chunk)

    @property
    def _blank(self) -> dict[str, Any]:
        mine = {"importer": self.importer, "target_uid": self.target_uid}
        return {**mine, "fingerprint": "", "revision": 0}

    @property
    def _mine(self) -> tuple[Any, Any]:
        return _T.c.importer == self.importer, _T.c.target_uid == self.target_uid

    def _is(self, key: str) -> tuple[Any, ...]:
        return (*self._mine, _T.c.key == short(key))


def short(key: str) -> str:
    """A key that fits its column: very long ones are replaced by their hash."""
    if len(key) <= KEY_LENGTH:
        return key
    return f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def fingerprint(converted: Converted) -> str:
    """A hash of everything that would be stored, but for the random uids of blocks."""
    parts: list[Any] = [converted.data, converted.publish, converted.at, converted.until]
    if converted.addresses:
        parts.append(sorted(converted.addresses))
    return mark_of(_without_uids(parts))


def mark_of(data: Any) -> str:
    """A hash of what a source says of one part of it, given as JSON."""
    text = json.dumps(data, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_uids(value: Any) -> Any:
    """Copy of JSON; `uid` stays where it is a link's target and goes where it names a block."""
    if isinstance(value, (list, tuple)):
        return [_without_uids(item) for item in value]
    if not isinstance(value, dict):
        return value
    copy = {key: _without_uids(item) for key, item in value.items()}
    if value.get("type") != "link" and isinstance(copy.get("attrs"), dict):
        copy["attrs"].pop("uid", None)
    return copy


def _chunks(rows: list[Any]) -> Iterable[Sequence[Any]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
