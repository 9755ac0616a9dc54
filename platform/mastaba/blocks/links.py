"""Where a body points to: by its links, and by what the forms of its blocks name.

What a block refers to is written beside its data when it is stored (`refs`, and `terms` for words
of a vocabulary). So it is known without the plugin of that block, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mastaba.blocks import attributes as clean
from mastaba.blocks.text import plain
from mastaba.blocks.walk import attrs_of, children, marks


@dataclass(frozen=True, slots=True)
class LinkSpot:
    """An internal link: its target, its words, and the uid of the top-level block it is in.

    What a block names in its form is a link without words.
    """

    uid: str
    text: str
    block: str


def links(doc: dict[str, Any]) -> frozenset[str]:
    """Uids of the nodes that the links and blocks of a document point to."""
    found = (clean.uid(attrs.get("uid")) for attrs in _link_attributes(doc))
    return frozenset(target for target in found if target) | frozenset(_named_within(doc))


def addresses(doc: dict[str, Any]) -> frozenset[str]:
    """Addresses of the links that are not internal, as written."""
    found = (attrs.get("href") for attrs in _link_attributes(doc) if not attrs.get("uid"))
    return frozenset(href for href in found if isinstance(href, str))


def link_spots(doc: dict[str, Any]) -> list[LinkSpot]:
    """Every internal link of a document, in reading order."""
    return [
        LinkSpot(uid, text, clean.uid(attrs_of(block).get("uid")) or "")
        for block in children(doc)
        for uid, text in _linked_texts(block)
    ]


def _linked_texts(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(target, words): a link that is partly bold is several nodes, and one link."""
    yield from ((uid, "") for uid in _named(node, "refs"))
    for uid, run in groupby(children(node), key=_target):
        if uid:
            yield uid, "".join(plain(part) for part in run).strip()
        else:
            for child in run:
                yield from _linked_texts(child)


def _named_within(node: dict[str, Any]) -> Iterator[str]:
    yield from _named(node, "refs", "terms")
    for child in children(node):
        yield from _named_within(child)


def _named(node: dict[str, Any], *lists: str) -> Iterator[str]:
    attrs = attrs_of(node)
    for name in lists:
        given = attrs.get(name)
        for value in given if isinstance(given, list) else ():
            if uid := clean.uid(value):
                yield uid


def _target(node: dict[str, Any]) -> str:
    attrs = next((attrs_of(mark) for mark in marks(node) if mark["type"] == "link"), {})
    return clean.uid(attrs.get("uid")) or ""


def _link_attributes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for mark in marks(node):
        if mark["type"] == "link":
            yield attrs_of(mark)
    for child in children(node):
        yield from _link_attributes(child)
