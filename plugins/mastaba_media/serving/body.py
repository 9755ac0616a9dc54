"""The bytes of a stored file as the body of a response: whole, or some of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO

from mastaba_media.serving.conditions import Span
from mastaba_media.storage import Missing, Storage, StorageError

CHUNK = 1 << 18  # bytes read at once


@dataclass
class LocalFile:
    """A file on this machine, open: whoever asks for it gets it whatever becomes of its name."""

    file: BinaryIO
    size: int

    def body(self, request: Any, span: Span | None) -> Iterable[bytes]:
        """All of it, or the bytes of `span`; what is large the server itself sends."""
        if span is not None:
            return _part(self.file, span)
        whole = 0, self.size - 1
        if self.size <= CHUNK:  # nothing stays open while a slow client takes it
            return [b"".join(_part(self.file, whole))]
        wrapper = request.environ.get("wsgi.file_wrapper")
        return wrapper(self.file, CHUNK) if wrapper else _part(self.file, whole)

    def close(self) -> None:
        self.file.close()


@dataclass
class RemoteFile:
    """A file of another machine, which comes through this application."""

    storage: Storage
    key: str
    size: int

    def body(self, _request: Any, span: Span | None) -> Iterable[bytes]:
        """What the storage sends, as it comes."""
        first, last = span or (0, None)
        return self.storage.open(self.key, first, last)

    def close(self) -> None:
        """Nothing is open yet."""


def open_stored(storage: Storage, key: str) -> LocalFile | RemoteFile:
    """What is stored under `key`. Raises `Missing`."""
    path = storage.path(key)
    if path is not None:
        return _local(path, key)
    size = storage.size(key)
    if size is None:
        raise Missing(key)
    return RemoteFile(storage, key, size)


class _File(FileIO):
    """A file that may be dropped open: servers do it when a browser leaves as they begin."""

    def __del__(self) -> None:
        self.close()


def _local(path: Path, key: str) -> LocalFile:
    try:
        file = _File(path)
    except FileNotFoundError:
        raise Missing(key) from None
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror or error}.") from error
    return LocalFile(file, os.fstat(file.fileno()).st_size)


class _part:  # noqa: N801 - called like the wrapper of the server
    """The bytes of a span of an open file, which is closed with it."""

    def __init__(self, file: BinaryIO, span: Span) -> None:
        self._file, self._left = file, span[1] - span[0] + 1
        self._file.seek(span[0])

    def __iter__(self) -> Iterator[bytes]:
        with self._file:
            while self._left > 0 and (chunk := self._file.read(min(CHUNK, self._left))):
                self._left -= len(chunk)
                yield chunk

    def close(self) -> None:
        self._file.close()
