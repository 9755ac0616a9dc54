"""The way in: “Media” in the sidebar, which leads to the first folder of the library."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from mastaba.api import Node, Tools
from mastaba_media.library.tiles import PRESET, WIDTH
from mastaba_media.models import Folder

NAME = "media"
TOP = 1  # depth of what lies at the top of the library


def entrance(_context: Any, request: Any) -> Any:
    """Go to the first folder at the top that this person may see, else to the library."""
    catalog = request.catalog(tree="library").visible().visible("enter").of_type(Folder.__type__)
    rows = catalog.filter(Node.depth == TOP).ordered().rows(1)
    there = request.node_url(rows[0], front="admin") if rows else "/admin/-/library/"
    return HTTPSeeOther(there)


def includeme(config: Any) -> None:
    """Register the view, the entry, and the size of pictures in lists."""
    config.add_admin_view(entrance, context=Tools, name=NAME, shows="list")
    config.add_slot_item(
        "admin.places", "media.entrance", title="Media", icon="images", url=f"/admin/-/{NAME}"
    )
    config.add_image_preset(PRESET, title="In the library", widths=(WIDTH, 2 * WIDTH))
