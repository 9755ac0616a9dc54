"""What comes out of a conversion into a body, and what callers may hand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """Something that could not be kept as it was: `kind` to count by, `detail` to find it."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """A valid document and the notes made on the way."""

    doc: dict[str, Any]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link of the source leads inside this site."""

    uid: str
    anchor: str | None = None


LinkResolver = Callable[[str], LinkTarget | None]
"""Address as written in the source -> page of this site, or None for one it does not know."""


@dataclass(frozen=True, slots=True)
class ImageSpot:
    """An image of the source: address as written there, and the words that go with it.

    `link` has the attributes of the link that it stands in (`uid` or `href`), None outside links.
    """

    src: str
    alt: str = ""
    title: str = ""
    link: Mapping[str, Any] | None = None


ImageResolver = Callable[[ImageSpot], dict[str, Any] | None]
"""Image of the source -> the block that shows it, or None to leave its words only."""

IMAGE_SKIPPED = "image skipped"
IMAGE_LINKED = "image of another site shown as a link"
MEDIA_LINKED = "embedded media shown as a link"
HTML_REMOVED = "HTML removed"
LINK_REMOVED = "link removed"
LINK_UNRESOLVED = "link not resolved"
SHORTCODE_KEPT = "shortcode kept as code"
TOO_DEEP = "nested too deeply, kept as code"
