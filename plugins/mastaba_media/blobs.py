"""Blobs: the bytes of files, each kept once under the SHA-256 of what it holds.

First the file, durable in the storage, then the row, then the commit; when bytes go, the other way
round (`sweep.py`). So whatever breaks off leaves at worst a file that nobody names. A row is
written anew by everyone who brings the same bytes: that locks it against the sweep, which looks
at the file only while it holds the row.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from mastaba.api import insert_into
from mastaba_media.models import Blob
from mastaba_media.storage import CHUNK, Missing, Storage

PREFIX = "blobs/"
RENDITIONS = "renditions/"
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class Digested:
    """What bytes are known by: SHA-256 in hex, and how many there are."""

    digest: str
    size: int


def key_of(digest: str) -> str:
    """The storage key of a blob. Raises `ValueError` for what is no SHA-256 in hex."""
    if not is_digest(digest):
        raise ValueError(f"{digest[:80]!r} is no SHA-256; expected 64 hexadecimal digits.")
    return f"{PREFIX}{digest[:2]}/{digest}"


def is_digest(text: str | None) -> bool:
    """Whether the text is a SHA-256 in hex."""
    return text is not None and bool(_DIGEST.fullmatch(text))


def digest_of(source: BinaryIO) -> Digested:
    """Read `source` from its start, and leave it there again."""
    source.seek(0)
    found, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        found.update(chunk)
        size += len(chunk)
    source.seek(0)
    return Digested(found.hexdigest(), size)


def store(storage: Storage, source: BinaryIO) -> Digested:
    """Keep the bytes of `source`, durable on return; it is left at its start.

    Call it outside of the transaction, and `keep` within. Raises `StorageError`.
    """
    found = digest_of(source)
    _put(storage, source, found)
    return found


def _put(storage: Storage, source: BinaryIO, found: Digested) -> None:
    """Only what is not there; what is there begins its time anew, so that no sweep takes it."""
    key = key_of(found.digest)
    if storage.size(key) == found.size and storage.touch(key):
        return
    source.seek(0)
    storage.put(key, source)
    source.seek(0)


def keep(request: Any, source: BinaryIO, media_type: str, *, digest: str | None = None) -> Blob:
    """The blob of these bytes, in the transaction of `request`; they are stored if need be.

    `digest` saves reading `source` where its SHA-256 is known already. Raises `StorageError`.
    """
    found = digest_of(source) if digest is None else Digested(digest, _size_of(source))
    storage = request.service(Storage)
    row = write_row(request, found, media_type)
    if storage.size(key_of(found.digest)) != found.size:  # asked only now that the row is ours
        source.seek(0)
        storage.put(key_of(found.digest), source)
        source.seek(0)
    return row


def write_row(request: Any, found: Digested, media_type: str) -> Blob:
    """The row of a blob, made or made young; others who want it wait for our transaction."""
    values = {
        "digest": found.digest,
        "size": found.size,
        "media_type": media_type,
        "stored": request.now,
    }
    made = insert_into(request, Blob).values(values)
    fresh = {"size": found.size, "stored": request.now, "unused_since": None}
    ours = made.on_conflict_do_update(index_elements=[Blob.digest], set_=fresh).returning(Blob)
    options = {"populate_existing": True}
    row: Blob = request.db.scalars(ours, execution_options=options).one()
    return row


def _size_of(source: BinaryIO) -> int:
    size = source.seek(0, 2)
    source.seek(0)
    return size


def open_blob(
    storage: Storage, digest: str, first: int = 0, last: int | None = None
) -> Iterator[bytes]:
    """The bytes from `first` to `last`, both included. Raises `Missing`."""
    return storage.open(key_of(digest), first, last)


@contextmanager
def local_file(storage: Storage, key: str) -> Iterator[Path]:
    """What is kept under `key` as a file of this machine: itself, or a copy for the block.

    Raises `Missing`. Nobody writes into it.
    """
    here = storage.path(key)
    if here is not None:
        if not here.is_file():
            raise Missing(key)
        yield here
        return
    with tempfile.NamedTemporaryFile() as copy:
        copy.writelines(storage.open(key))
        copy.flush()
        yield Path(copy.name)
