"""Files in a folder: written beside, forced to the disk, and only then given their name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from mastaba_media.storage.keys import checked, checked_prefix
from mastaba_media.storage.protocol import CHUNK, Missing, StorageError, Stored

TEMPORARY = ".tmp"  # no part of a key begins with a dot


class LocalStorage:
    """Keeps everything below `root`, which is made when the first file comes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, source: BinaryIO) -> None:
        """Write a file of our own, force it out, rename it, force the name out."""
        target = self._place(key)
        try:
            made = _make_folders(target.parent, self.root)
            _make_folders(self.root / TEMPORARY, self.root)
            written = self._write(source)
            try:
                written.replace(target)
            except BaseException:
                written.unlink(missing_ok=True)
                raise
            for folder in (target.parent, *made):
                _force(folder)
        except OSError as error:
            raise StorageError(_words(error)) from error

    def _write(self, source: BinaryIO) -> Path:
        """The bytes in a file of their own, on the disk."""
        number, name = tempfile.mkstemp(dir=self.root / TEMPORARY)
        path = Path(name)
        try:
            with os.fdopen(number, "wb") as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def touch(self, key: str) -> bool:
        try:
            os.utime(self._place(key))
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StorageError(_words(error)) from error
        return True

    def open(self, key: str, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        try:
            source = self._place(key).open("rb")
        except FileNotFoundError:
            raise Missing(key) from None
        except OSError as error:
            raise StorageError(_words(error)) from error
        return _Chunks(source, first, last)

    def size(self, key: str) -> int | None:
        try:
            return self._place(key).stat().st_size
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageError(_words(error)) from error

    def delete(self, key: str) -> None:
        try:
            self._place(key).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(_words(error)) from error

    def keys(self, prefix: str) -> Iterator[Stored]:
        return self._walk(self.root / checked_prefix(prefix))

    def _walk(self, folder: Path) -> Iterator[Stored]:
        """Folder by folder, so that only one is held in memory."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise StorageError(_words(error)) from error
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(Path(entry.path))
            else:
                with suppress(FileNotFoundError):  # deleted a moment ago
                    yield self._stored(entry)

    def _stored(self, entry: os.DirEntry[str]) -> Stored:
        found = entry.stat(follow_symlinks=False)
        key = Path(entry.path).relative_to(self.root).as_posix()
        return Stored(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def tidy(self, before: datetime) -> int:
        folder, removed = self.root / TEMPORARY, 0
        for path in folder.iterdir() if folder.is_dir() else ():
            with suppress(FileNotFoundError):  # renamed or removed a moment ago
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    removed += 1
        return removed

    def path(self, key: str) -> Path | None:
        return self._place(key)

    def link(self, key: str, *, seconds: int, media_type: str, disposition: str) -> str | None:
        checked(key)
        return None

    def problems(self) -> Iterator[str]:
        """A folder that is there must be one that we can write to."""
        if self.root.exists() and not self.root.is_dir():
            yield f"mastaba.media.folder names {self.root}, which is no folder."
        elif self.root.exists() and not os.access(self.root, os.W_OK | os.X_OK):
            yield f"The folder of the media, {self.root}, cannot be written to by this user."

    def _place(self, key: str) -> Path:
        return self.root / checked(key)


class _Chunks:
    """Some bytes of an open file, which is closed at the end or with the iterator."""

    def __init__(self, source: BinaryIO, first: int, last: int | None) -> None:
        self._source, self._left = source, None if last is None else max(last - first + 1, 0)
        source.seek(first)

    def __iter__(self) -> _Chunks:
        return self

    def __next__(self) -> bytes:
        wanted = CHUNK if self._left is None else min(CHUNK, self._left)
        chunk = self._source.read(wanted) if not self._source.closed else b""
        if not chunk:
            self.close()
            raise StopIteration
        if self._left is not None:
            self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        self._source.close()

    __del__ = close


def _make_folders(folder: Path, root: Path) -> list[Path]:
    """Make what is missing down to `folder`; return the folders that got a new name in them."""
    if folder.is_dir():
        return []
    above = [] if folder == root else _make_folders(folder.parent, root)
    folder.mkdir(mode=0o700, parents=folder == root, exist_ok=True)
    return [folder.parent, *above]


def _force(folder: Path) -> None:
    """Put the names in a folder on the disk (fsync(2): the file's own is not enough)."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _words(error: OSError) -> str:
    return f"The folder of the media failed: {error.strerror or error}."
