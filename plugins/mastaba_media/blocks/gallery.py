"""Several pictures in a grid; each is a link to the file, so it opens large without any script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import String

from mastaba.api import Choice, Group, field
from mastaba_media.blocks.notes import found, undescribed, words
from mastaba_media.reference import ITEMS, PictureReferences
from mastaba_media.renditions.picture import file_url, picture
from mastaba_media.renditions.shown import Shown

SIZES = {"small": "Small", "medium": "Medium", "large": "Large"}


class Gallery(Group):
    """The form; the pictures come first, so that they are chosen at once."""

    pictures: PictureReferences = field(label="Pictures", types=ITEMS)
    caption: str | None = field(String(1000), label="Caption")
    size: Choice = field(label="Size of the pictures", choices=SIZES, default="medium")
    captioned: bool = field(label="Show captions and credits", default=True)


def data(request: Any, several: Sequence[Any]) -> list[Mapping[str, Any] | None]:
    """The pictures of each, as far as the requester may see them."""
    seen, told = found(request, [uid for values in several for uid in values.pictures])
    return [_one(request, values, seen, told) for values in several]


def _one(request: Any, values: Any, seen: Any, told: Any) -> dict[str, Any] | None:
    named = [seen[uid] for uid in values.pictures if uid in seen]
    pictures = [one for one in named if one.kind == "image"]
    entries = [_entry(request, one) for one in pictures]
    notes = [told[uid] for uid in values.pictures if uid in told]
    notes += undescribed(request, pictures)
    return {"entries": entries, "notes": notes} if entries or notes else None


def _entry(request: Any, shown: Shown) -> dict[str, Any]:
    """It is a link, so it needs words: its title where it has no others."""
    alt = words(request, shown) or shown.title
    html = picture(request, shown, "media.gallery", alt=alt)
    return {"shown": shown, "html": html, "url": file_url(request, shown)}
