"""What a picture looked like, where its versions are shown and compared."""

from __future__ import annotations

from typing import Any

from mastaba_media.library.tiles import thumb_url
from mastaba_media.models import Item

PRESET, WIDTH = "media.wide", 800


def looked(context: Any, request: Any) -> dict[str, Any] | None:
    """The address of the picture, to which the template adds the number of the version."""
    if not isinstance(context, Item) or context.kind != "image":
        return None
    return {"address": thumb_url(request, context, PRESET, WIDTH)}


def includeme(config: Any) -> None:
    """Put it above the fields."""
    config.add_slot_item(
        "admin.versions", "media.looked", view=looked, renderer="media/versions.jinja2"
    )
