"""Walking a document whose unknown nodes may hold anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def children(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The child nodes; whatever is not a node (inside an unknown block) is passed over."""
    content = node.get("content")
    for child in content if isinstance(content, list) else ():
        if isinstance(child, dict) and isinstance(child.get("type"), str):
            yield child


def marks(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The marks of a node, with the same tolerance."""
    given = node.get("marks")
    for mark in given if isinstance(given, list) else ():
        if isinstance(mark, dict) and isinstance(mark.get("type"), str):
            yield mark
