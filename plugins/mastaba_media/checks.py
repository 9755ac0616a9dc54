"""What `mastaba check` says of files: rows, what is stored, and what names them must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select

from mastaba.api import Node, reading_session, service_of, settings_of, system_request
from mastaba_media.blobs import (
    PREFIX,
    Digested,
    digest_of,
    is_digest,
    key_of,
    local_file,
    write_row,
)
from mastaba_media.models import Blob, Item
from mastaba_media.named import in_batches, named_by_anything
from mastaba_media.settings import StorageSettings
from mastaba_media.storage import Missing, Storage, StorageError
from mastaba_media.sweep import UNKNOWN, sweep

SHOWN = 5
EMPTY = (
    "Nothing is stored there, and files should be: {count}. Look at mastaba.media.storage and the "
    "folder or bucket that goes with it; if these are right, put the files back from a backup."
)
_N: Any = Node.__table__
_I: Any = Item.__table__


@dataclass
class Found:
    """Digests: `rows` and `stored` with sizes; `named` by anything; `old` ones are not new."""

    rows: dict[str, int] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    old: set[str] = field(default_factory=set)

    @property
    def lost(self) -> set[str]:
        """Named, and not in the storage: only a backup helps."""
        return self.named - self.stored.keys()

    @property
    def damaged(self) -> set[str]:
        return {d for d in self.stored if self.rows.get(d, self.stored[d]) != self.stored[d]}

    @property
    def without_row(self) -> set[str]:
        return (self.named & self.stored.keys()) - self.rows.keys()

    @property
    def without_file(self) -> set[str]:
        """Rows that nothing names, of what is not in the storage."""
        return self.rows.keys() - self.stored.keys() - self.named

    @property
    def orphans(self) -> set[str]:
        """Stored long ago, without a row, and nothing names them."""
        return self.old - self.rows.keys() - self.named


def check_files(registry: Any) -> Iterator[str]:
    """Say what does not agree."""
    storage = service_of(registry, Storage)
    if problems := list(storage.problems()):
        yield from problems
        return
    try:
        found = look(registry, storage)
    except StorageError as error:
        yield str(error)
        return
    if found.named and not found.stored:
        yield EMPTY.format(count=len(found.named))
        return
    with closing(reading_session(registry)) as session:
        yield from _said(session, found.lost, "{what} is not in the storage: put {key} back.")
        yield from _said(
            session, found.damaged, "{what} has not the size it had: put {key} back from a backup."
        )
    yield from _counted(found.without_row, "Stored files that are in use and not listed")
    yield from _counted(
        found.without_file, "Listed files that nothing uses and that are not stored"
    )
    yield from _counted(found.orphans, "Stored files that nothing uses")


def look(registry: Any, storage: Storage) -> Found:
    """Ask storage and database once each. Raises `StorageError`."""
    keep = settings_of(registry, StorageSettings).keep
    with system_request(registry) as request:
        before = request.now - keep
    found = Found()
    for one in storage.keys(PREFIX):  # before the rows: what is uploaded now is in both or new
        digest = one.key.rpartition("/")[2]
        if is_digest(digest):
            found.stored[digest] = one.size
            if one.modified < before:
                found.old.add(digest)
    with closing(reading_session(registry)) as session:
        rows = session.execute(select(Blob.digest, Blob.size))
        found.rows = {row.digest: row.size for row in rows}
        found.named = set(session.scalars(named_by_anything()))
    missing = (found.rows.keys() | found.named) - found.stored.keys()
    later = {d: storage.size(key_of(d)) for d in missing if is_digest(d)}
    found.stored.update({d: size for d, size in later.items() if size is not None})
    return found


def repair_files(registry: Any) -> None:
    """Do what loses nothing: list what is used, forget and remove what is not."""
    found = look(registry, service_of(registry, Storage))
    with system_request(registry) as request:
        now = request.now
        types = _types(request.db, found.without_row)
        for digest in sorted(found.without_row):
            row = Digested(digest, found.stored[digest])
            write_row(request, row, types.get(digest) or UNKNOWN)
        for some in in_batches(found.without_file):
            request.db.execute(delete(Blob).where(Blob.digest.in_(some)))
    sweep(registry, now, many=True)


def check_bytes(registry: Any) -> Iterator[str]:
    """Read every stored file: is it still what it was?"""
    storage, wrong = service_of(registry, Storage), set()
    try:
        for one in storage.keys(PREFIX):
            digest = one.key.rpartition("/")[2]
            if is_digest(digest) and not _is_whole(storage, digest):
                wrong.add(digest)
    except StorageError as error:
        yield str(error)
    with closing(reading_session(registry)) as session:
        yield from _said(session, wrong, "{what} is damaged: put {key} back from a backup.")


def _is_whole(storage: Storage, digest: str) -> bool:
    try:
        with local_file(storage, key_of(digest)) as path, path.open("rb") as file:
            return digest_of(file).digest == digest
    except Missing:  # deleted a moment ago
        return True


def _types(session: Any, digests: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in in_batches(digests):
        rows = session.execute(select(_I.c.blob, _I.c.media_type).where(_I.c.blob.in_(some)))
        found.update({row.blob: row.media_type for row in rows})
    return found


def _said(session: Any, digests: set[str], sentence: str) -> Iterator[str]:
    shown = sorted(digests)[:SHOWN]
    joined = select(_I.c.blob, _N.c.title, _N.c.path).join(_N, _N.c.id == _I.c.id)
    users = {row.blob: row for row in session.execute(joined.where(_I.c.blob.in_(shown)))}
    for digest in shown:
        user = users.get(digest)
        what = "A file" if user is None else f"The file of “{user.title}” ({user.path})"
        key = key_of(digest) if is_digest(digest) else digest[:20]
        yield sentence.format(what=what, key=key)
    if len(digests) > SHOWN:
        yield f"... and {len(digests) - SHOWN} more."


def _counted(digests: set[str], sentence: str) -> Iterator[str]:
    if digests:
        yield f"{sentence}: {len(digests)}."


def includeme(config: Any) -> None:
    """Declare the checks."""
    title = "Files of the library are stored"
    config.declare_check("media.files", title, check_files, repair=repair_files)
    config.declare_check("media.bytes", "Stored files are undamaged", check_bytes, deep=True)
