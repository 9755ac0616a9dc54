"""Arithmetic on derived paths: `/`, `/news`, `/news/2026`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

ROOT = "/"
LIMIT = 2000  # UTF-8 bytes; PostgreSQL's index entry ends at 2,704


def join(parent: str, slug: str) -> str:
    """The path of the child `slug` of the node at `parent`."""
    return f"/{slug}" if parent == ROOT else f"{parent}/{slug}"


def prefixes(segments: Sequence[str]) -> Iterator[str]:
    """The root and every path on the way down `segments`."""
    path = ROOT
    yield path
    for segment in segments:
        path = join(path, segment)
        yield path


def depth(path: str) -> int:
    """Number of segments; the root has 0."""
    return 0 if path == ROOT else path.count("/")


def subtree_bounds(path: str) -> tuple[str, str]:
    """Half-open range of the paths strictly below `path`, in byte order ('0' follows '/')."""
    base = "" if path == ROOT else path
    return f"{base}/", f"{base}0"


def is_within(path: str, ancestor: str) -> bool:
    """Whether `path` is `ancestor` or lies below it."""
    return path == ancestor or path.startswith(subtree_bounds(ancestor)[0])


def too_long(path: str) -> bool:
    """Whether the database's index could refuse this path."""
    return len(path.encode()) > LIMIT
