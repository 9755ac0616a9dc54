"""An Atom feed (RFC 4287) as XML; what XML cannot hold is left out of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

NOTHING = "…"  # where a feed must say something


@dataclass(frozen=True)
class Entry:
    """A comment in a feed; addresses are whole, `html` is its text."""

    uid: str
    title: str
    url: str
    author: str
    html: str
    published: datetime
    updated: datetime


@dataclass(frozen=True)
class Feed:
    """A feed about the place `uid`, which was `modified` when it has no entries."""

    uid: str
    title: str
    url: str
    own_url: str
    modified: datetime
    entries: Sequence[Entry]


def written(feed: Feed) -> bytes:
    """The feed as UTF-8."""
    # Imported when it is needed: it takes a while. It has no types.
    from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]  # it brings none

    made = FeedGenerator()
    made.id(f"urn:uuid:{uuid5(UUID(feed.uid), 'comments')}")
    made.generator("Mastaba")
    made.title(_clean(feed.title) or NOTHING)
    made.link(href=feed.url, rel="alternate")
    made.link(href=feed.own_url, rel="self")
    made.updated(max((entry.updated for entry in feed.entries), default=feed.modified))
    for entry in feed.entries:
        _add(made, entry)
    return bytes(made.atom_str(pretty=False))


def _add(made: object, entry: Entry) -> None:
    item = made.add_entry(order="append")  # type: ignore[attr-defined]  # feedgen has no types
    item.id(f"urn:uuid:{entry.uid}")
    item.title(_clean(entry.title) or NOTHING)
    item.link(href=entry.url, rel="alternate")
    item.author(name=_clean(entry.author) or NOTHING)
    item.content(_clean(entry.html) or NOTHING, type="html")
    item.published(entry.published)
    item.updated(entry.updated)


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
