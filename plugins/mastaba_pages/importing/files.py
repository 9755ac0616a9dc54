"""The text of Markdown files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mastaba.api import Refused, printable

MARKDOWN = frozenset({".md", ".markdown"})
INDEX_NAMES = ("_index", "index")
MAX_BYTES = 5_000_000


class SourceError(ValueError):
    """A file that cannot be read: `line` (from 1) and `reason` to count by."""

    def __init__(self, line: int, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class File:
    """A Markdown file: `key` is its path below the folder, with slashes."""

    key: str
    text: str

    @property
    def folder(self) -> str:
        return self.key.rpartition("/")[0]

    @property
    def stem(self) -> str:
        return self.key.rpartition("/")[2].rpartition(".")[0]

    @property
    def is_index(self) -> bool:
        """Whether it is the text of its folder rather than a page in it."""
        return self.stem in INDEX_NAMES


def is_markdown(path: Path) -> bool:
    return path.suffix.lower() in MARKDOWN


def read_file(root: Path, path: Path) -> File:
    """One file as text. Raises `SourceError` with the line that cannot be read."""
    key = path.relative_to(root).as_posix()
    if key != printable(key):
        raise SourceError(1, "file name not UTF-8", "Rename the file; its name is not UTF-8.")
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise SourceError(1, "too large", f"{len(data)} bytes; at most {MAX_BYTES} can be read.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x}"
        raise SourceError(
            line, "not UTF-8", f"{found} is not UTF-8; save the file as UTF-8."
        ) from None
    return File(key, text.replace("\r\n", "\n").replace("\r", "\n"))


def refused(key: str, error: SourceError) -> Refused:
    """A file that cannot be read, for the report."""
    return Refused("page", error.reason, f"{printable(key)}:{error.line}", str(error))
