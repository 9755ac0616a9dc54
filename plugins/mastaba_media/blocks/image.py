"""A picture in a text: by reference, so that rights, edits and words of the file count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from sqlalchemy import String

from mastaba.api import Choice, Group, Reference, Url, field
from mastaba_media.blocks.notes import found, undescribed, words
from mastaba_media.reference import ITEMS, PictureReference
from mastaba_media.renditions.picture import picture as picture_html
from mastaba_media.renditions.shown import Shown

PLACES = {"text": "As wide as the text", "wide": "Wider than the text", "small": "Half as wide"}
PRESETS = {"wide": "media.wide"}
HALF = "(min-width: 40rem) 20rem, 100vw"
HELP_ALT = "Only where the words of the picture itself do not fit. Empty: its own are read aloud."
HELP_CAPTION = "Stands below it instead of the picture's own caption."


class Image(Group):
    """The form."""

    picture: PictureReference = field(label="Picture", types=ITEMS)
    place: Choice = field(label="Size and place", choices=PLACES, default="text")
    alt: str | None = field(String(500), label="Description on this page", help=HELP_ALT)
    caption: str | None = field(String(1000), label="Caption on this page", help=HELP_CAPTION)
    captioned: bool = field(label="Show caption and credit", default=True)
    page: Reference | None = field(label="Leads to the page")
    link: Url | None = field(label="Or to the address")


def data(request: Any, several: Sequence[Any]) -> list[Mapping[str, Any] | None]:
    """What the template shows of each: three statements at most for all of them."""
    seen, told = found(request, [values.picture for values in several])
    pages = _addresses(request, {values.page for values in several if values.page})
    return [_one(request, values, seen, told, pages) for values in several]


def _one(
    request: Any, values: Any, seen: Any, told: Any, pages: Mapping[str, str]
) -> dict[str, Any] | None:
    picture = seen.get(values.picture)
    if picture is None or picture.kind != "image":
        note = told.get(values.picture)
        return {"notes": [note]} if note else None
    url = pages.get(values.page, "") if values.page else values.link
    return {
        "shown": picture,
        "html": _html(request, picture, values, linked=bool(url)),
        "caption": (values.caption or picture.caption) if values.captioned else "",
        "credit": picture.credit if values.captioned else "",
        "url": url,
        "notes": [] if values.alt else undescribed(request, [picture]),
    }


def _html(request: Any, shown: Shown, values: Any, *, linked: bool) -> Markup:
    """A link needs words, so there even decoration has its title."""
    alt = values.alt or words(request, shown)
    return picture_html(
        request,
        shown,
        PRESETS.get(values.place, "media.text"),
        alt=alt or (shown.title if linked else ""),
        sizes=HALF if values.place == "small" else None,
    )


def _addresses(request: Any, uids: set[str]) -> dict[str, str]:
    """Of the linked pages that the requester may see."""
    if not uids:
        return {}
    catalog = request.catalog().visible().only("uid", "path").with_uids(sorted(uids))
    return {row.uid: request.node_url(row) for row in catalog.rows(len(uids))}
