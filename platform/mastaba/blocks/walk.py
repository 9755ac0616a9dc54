"""Walking a document whose unknown nodes may hold anything, or that is none at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def children(node: Any) -> Iterator[dict[str, Any]]:
    """The child nodes; whatever is not a node (inside an unknown block) is passed over."""
    yield from _typed(node, "content")


def marks(node: Any) -> Iterator[dict[str, Any]]:
    """The marks of a node, with the same tolerance."""
    yield from _typed(node, "marks")


def attrs_of(node: Any) -> dict[str, Any]:
    """The attributes of a node or mark, with the same tolerance."""
    given = node.get("attrs") if isinstance(node, dict) else None
    return given if isinstance(given, dict) else {}


def _typed(node: Any, key: str) -> Iterator[dict[str, Any]]:
    given = node.get(key) if isinstance(node, dict) else None
    for part in given if isinstance(given, list) else ():
        if isinstance(part, dict) and isinstance(part.get("type"), str):
            yield part
