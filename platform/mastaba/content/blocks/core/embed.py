"""Embed: a video or map of another site, which is asked for nothing before the reader clicks.

It is a part that opens; what is in it is loaded when it comes into view. Only providers that are
named in `providers.py` are framed, and the content security policy names exactly those. Any other
address becomes a link.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import String

from mastaba.content.blocks.core.providers import SOURCES, frame_of, host_of
from mastaba.fields import Group, Url, field

HELP = "A video of YouTube or Vimeo, or a map of OpenStreetMap. Anything else becomes a link."


class Embed(Group):
    """The form: an address, and what is to be seen there."""

    url: Url = field(label="Address", help=HELP)
    title: str = field(
        String(200), label="What it shows", help="Such as: Tour of the old library (3 minutes)."
    )


def data(_request: Any, values: Any) -> Mapping[str, Any] | None:
    """The frame of a known provider, or the host to link to."""
    if not values.url:
        return None
    return {"frame": frame_of(values.url), "host": host_of(values.url)}


def includeme(config: Any) -> None:
    """Declare it, and let its providers be framed."""
    config.allow_frames(*SOURCES)
    config.add_block(
        "core.embed",
        Embed,
        title="Video or map",
        icon="external-link",
        description="From YouTube, Vimeo or OpenStreetMap; loads when readers click.",
        renderer="blocks/embed.jinja2",
        data=data,
    )
