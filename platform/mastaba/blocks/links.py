"""Where a body points to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mastaba.blocks import attributes as clean
from mastaba.blocks.walk import children, marks


def links(doc: dict[str, Any]) -> frozenset[str]:
    """Uids of the nodes that the internal links of a document point to."""
    found = (clean.uid(attrs.get("uid")) for attrs in _link_attributes(doc))
    return frozenset(target for target in found if target)


def addresses(doc: dict[str, Any]) -> frozenset[str]:
    """Addresses of the links that are not internal, as written."""
    found = (attrs.get("href") for attrs in _link_attributes(doc) if not attrs.get("uid"))
    return frozenset(href for href in found if isinstance(href, str))


def _link_attributes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for mark in marks(node):
        if mark["type"] == "link" and isinstance(mark.get("attrs"), dict):
            yield mark["attrs"]
    for child in children(node):
        yield from _link_attributes(child)
