"""The sweep: bytes that nothing has named for a day go, first the row, then the file.

A file goes while the sweep holds the place of its row: whoever brings the same bytes meanwhile
waits, finds the file gone and stores it again (`blobs.keep`). Whatever breaks off, no row is left
without its file. Files that have no row at all, such as those of uploads that broke off, go when
they are old; many of them at once are left alone, for then it is rather the database that is a
wrong or an empty one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import delete, exists, or_, select, update

from mastaba.api import insert_into, reading_session, service_of, settings_of, system_request
from mastaba_media.blobs import PREFIX, RENDITIONS, Digested, is_digest, key_of, write_row
from mastaba_media.models import Blob, Item
from mastaba_media.named import BATCH, in_batches, named_among, without_row
from mastaba_media.settings import StorageSettings
from mastaba_media.storage import Storage, Stored

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
UNKNOWN = "application/octet-stream"
FEW = 10  # files without a row that are removed without being asked
SHARE = 10  # so is one of so many: uploads break off now and then, not in numbers
MANY = (
    "%d of %d stored files are unknown to this database and were left alone. If it is the right "
    "one, and nothing is to be imported into it: mastaba check --repair"
)


@dataclass
class Swept:
    """How many went: unused ones with row and file, those without a row, what was made of them."""

    unused: int = 0
    orphans: int = 0
    renditions: int = 0
    temporary: int = 0


def sweep_files(request: Any) -> Swept:
    """Remove what nothing names. Periodic; each removal is a short transaction of its own."""
    return sweep(request.registry, request.now)


def sweep(registry: Any, now: datetime, *, many: bool = False) -> Swept:
    """Remove what nothing has named since `mastaba.media.keep` before `now`.

    `many` files without a row are removed only on demand. Raises `StorageError`.
    """
    storage = service_of(registry, Storage)
    before = now - settings_of(registry, StorageSettings).keep
    _mark(registry, now)
    swept = Swept()
    for digest in _forget_unused(registry, before):
        swept.unused += _remove(registry, storage, digest)
    for digest in _orphans(registry, storage, before, many=many):
        swept.orphans += _remove(registry, storage, digest)
    swept.renditions = _remove_renditions(registry, storage, before)
    swept.temporary = storage.tidy(before)
    if swept != Swept():
        log.info("swept %s", swept)
    return swept


def _mark(registry: Any, now: datetime) -> None:
    """Note since when nothing names a row; forget it where something does again."""
    maybe = or_(Blob.unused_since.is_not(None), ~exists().where(Item.blob == Blob.digest))
    with closing(reading_session(registry)) as session:
        rows = {row.digest: row.unused_since for row in session.execute(_noted().where(maybe))}
        named = named_among(session, rows)
    new = [d for d, since in rows.items() if since is None and d not in named]
    again = [d for d, since in rows.items() if since is not None and d in named]
    for digests, value in ((new, now), (again, None)):
        for some in in_batches(digests):
            with system_request(registry) as request:
                rows_of = update(Blob).where(Blob.digest.in_(some))
                request.db.execute(rows_of.values(unused_since=value))


def _noted() -> Any:
    return select(Blob.digest, Blob.unused_since)


def _forget_unused(registry: Any, before: datetime) -> Iterator[str]:
    """Delete rows that were unused for long, asked anew; give each once it is committed."""
    unused = Blob.unused_since < before
    with closing(reading_session(registry)) as session:
        digests = list(session.scalars(select(Blob.digest).where(unused)))
    for some in in_batches(digests):
        with system_request(registry) as request:
            idle = set(some) - named_among(request.db, some)
            rows = delete(Blob).where(Blob.digest.in_(idle), unused).returning(Blob.digest)
            gone = list(request.db.scalars(rows))
        yield from gone


def _orphans(registry: Any, storage: Storage, before: datetime, *, many: bool) -> list[str]:
    """Digests of old files that have no row, as long as they are few."""
    found: set[str] = set()
    total = 0
    for some in _batches(storage.keys(PREFIX), before):
        digests = {name for one in some if is_digest(name := one.key.rpartition("/")[2])}
        total += len(digests)
        with closing(reading_session(registry)) as session:
            found |= without_row(session, digests)
    if len(found) > max(FEW, total // SHARE) and not many:
        log.warning(MANY, len(found), total)
        return []
    return sorted(found)


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
    made = insert_into(request, Blob).values(values).on_conflict_do_nothing()
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
