"""What a storage does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

CHUNK = 256 * 1024  # bytes read and sent at a time
LONGEST_LINK = 300  # seconds that a signed address is good for at most


class Missing(LookupError):
    """Nothing is kept under this key."""


class StorageError(Exception):
    """The storage cannot do what is asked now; the text says what is wrong, for the admin."""


@dataclass(frozen=True)
class Stored:
    """Something that is kept: `size` in bytes, `modified` in UTC."""

    key: str
    size: int
    modified: datetime


class Storage(Protocol):
    """Files under keys such as `blobs/ab/abcd…`; keys are ours, never what a client sends.

    `ValueError` is raised for anything that is no key (`storage/keys.py`), `StorageError` where
    the storage itself fails. It is asked from many threads.
    """

    def put(self, key: str, source: BinaryIO) -> None:
        """Keep what `source` holds from where it stands: whole and durable on return, or not.

        What is there under the key is replaced, and counts as modified now.
        """

    def touch(self, key: str) -> bool:
        """Count it as modified now; False when nothing is there."""

    def open(self, key: str, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        """The bytes from `first` to `last`, both included. Raises `Missing`, at once."""

    def size(self, key: str) -> int | None:
        """How many bytes there are; None when nothing is there."""

    def delete(self, key: str) -> None:
        """Forget it; what is not there is no mistake."""

    def keys(self, prefix: str) -> Iterator[Stored]:
        """What is kept under keys that begin with `prefix`, whole parts of the path, in order."""

    def tidy(self, before: datetime) -> int:
        """Remove what uploads that broke off before this instant left; return how many."""

    def path(self, key: str) -> Path | None:
        """The local file, where there is one."""

    def link(self, key: str, *, seconds: int, media_type: str, disposition: str) -> str | None:
        """A signed address that is good for `seconds`, at most 300; None: serve it yourself."""

    def problems(self) -> Iterator[str]:
        """What is wrong with how it is set up: one sentence each."""
