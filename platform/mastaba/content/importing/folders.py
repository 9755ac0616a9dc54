"""Folders as a source: which files of one an import looks at, and what it calls them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def files_below(root: Path) -> Iterator[Path]:
    """Files below `root` in a stable order; hidden ones and links out of it are left out."""
    inside = root.resolve()
    for path in sorted(root.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if path.is_file() and not hidden and path.resolve().is_relative_to(inside):
            yield path


def printable(name: str) -> str:
    """A file's name with what is not UTF-8 in it replaced."""
    return name.encode("utf-8", "replace").decode("utf-8")
