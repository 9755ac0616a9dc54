"""The sweep: bytes that nothing names any more go, the row first and the file a day later.

A row goes once nothing names it and it is old; its file begins its time anew. A file goes once it
has no row and is old, while the sweep holds the place of that row: whoever brings the same bytes
waits, finds the file gone and stores it again (`blobs.keep`). Whatever breaks off, no row is left
without its file.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import delete, exists, select

from mastaba.api import reading_session, service_of, settings_of, system_request
from mastaba_media.blobs import PREFIX, RENDITIONS, Digested, insert, is_digest, key_of, write_row
from mastaba_media.models import Blob, Item
from mastaba_media.named import BATCH, in_batches, named_among, without_row
from mastaba_media.settings import StorageSettings
from mastaba_media.storage import Storage, Stored

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
UNKNOWN = "application/octet-stream"


@dataclass
class Swept:
    """How many of each went."""

    rows: int = 0
    files: int = 0
    renditions: int = 0
    temporary: int = 0


def sweep_files(request: Any) -> Swept:
    """Remove what nothing names. Periodic; each removal is a short transaction of its own."""
    keep = settings_of(request.registry, StorageSettings).keep
    return sweep(request.registry, request.now - keep)


def sweep(registry: Any, before: datetime) -> Swept:
    """Remove what nothing names and what is older than `before`. Raises `StorageError`."""
    storage = service_of(registry, Storage)
    swept = Swept()
    swept.rows = _forget_rows(registry, storage, before)
    swept.files = _remove_files(registry, storage, before)
    swept.renditions = _remove_renditions(registry, storage, before)
    swept.temporary = storage.tidy(before)
    if swept != Swept():
        log.info("swept %s", swept)
    return swept


def _forget_rows(registry: Any, storage: Storage, before: datetime) -> int:
    with closing(reading_session(registry)) as session:
        old = set(session.scalars(select(Blob.digest).where(*_idle(before))))
        idle = old - named_among(session, old)
    gone = [digest for some in in_batches(idle) for digest in _forget(registry, some, before)]
    for digest in gone:
        storage.touch(key_of(digest))
    return len(gone)


def _idle(before: datetime) -> tuple[Any, ...]:
    return (Blob.stored < before, ~exists().where(Item.blob == Blob.digest))


def _forget(registry: Any, digests: list[str], before: datetime) -> list[str]:
    """Delete rows, asked anew: one that somebody brought again meanwhile is young."""
    with system_request(registry) as request:
        idle = set(digests) - named_among(request.db, digests)
        rows = delete(Blob).where(Blob.digest.in_(idle), *_idle(before)).returning(Blob.digest)
        return list(request.db.scalars(rows))


def _remove_files(registry: Any, storage: Storage, before: datetime) -> int:
    removed = 0
    for some in _batches(storage.keys(PREFIX), before):
        digests = {name for found in some if is_digest(name := found.key.rpartition("/")[2])}
        with closing(reading_session(registry)) as session:
            orphans = without_row(session, digests)
        removed += sum(_remove(registry, storage, digest) for digest in sorted(orphans))
    return removed


def _remove(registry: Any, storage: Storage, digest: str) -> bool:
    """Delete a file while nobody else can make its row; one that is named gets its row back."""
    with system_request(registry) as request:
        if not _hold(request, digest):
            return False
        if named_among(request.db, [digest]):
            return _bring_back(request, storage, digest)
        storage.delete(key_of(digest))
        request.db.execute(delete(Blob).where(Blob.digest == digest))
    return True


def _hold(request: Any, digest: str) -> bool:
    """Make the row that nobody is to see; False when somebody has made it."""
    values = {"digest": digest, "size": 0, "media_type": UNKNOWN, "stored": request.now}
    made = insert(request)(Blob).values(values).on_conflict_do_nothing()
    return bool(request.db.execute(made).rowcount)


def _bring_back(request: Any, storage: Storage, digest: str) -> bool:
    found = Digested(digest, storage.size(key_of(digest)) or 0)
    write_row(request, found, UNKNOWN)
    return False


def _remove_renditions(registry: Any, storage: Storage, before: datetime) -> int:
    """Pictures in other sizes of what is gone; they can be made again from what is not."""
    removed = 0
    for some in _batches(storage.keys(RENDITIONS), before):
        keys = {found.key: found.key.split("/")[2] for found in some}
        with closing(reading_session(registry)) as session:
            gone = without_row(session, set(keys.values()))
        for key in (key for key, digest in keys.items() if digest in gone):
            storage.delete(key)
            removed += 1
    return removed


def _batches(found: Iterator[Stored], before: datetime) -> Iterator[list[Stored]]:
    """Old ones under a key of ours, some at a time."""
    old = (one for one in found if one.modified < before and one.key.count("/") >= 2)
    while some := list(islice(old, BATCH)):
        yield some


def includeme(config: Any) -> None:
    """Register it with the jobs."""
    config.add_periodic("media.sweep", sweep_files, every=EVERY)
