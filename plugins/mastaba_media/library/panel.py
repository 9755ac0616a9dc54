"""The panel of the overview: pictures that nobody has described yet."""

from __future__ import annotations

from typing import Any

from mastaba_media.library.filters import Asked, clauses
from mastaba_media.library.tiles import COLUMNS, tiles
from mastaba_media.models import Item

SHOWN = 6
COUNTED = 1000


def undescribed(_root: Any, request: Any) -> dict[str, Any] | None:
    """Those that this person may describe, newest first; None shows no panel. One statement."""
    catalog = request.catalog(tree="library").visible().visible("edit").of_type(Item.__type__)
    catalog.filter(*clauses(Asked(kind="image", undescribed=True), request.now))
    rows = catalog.adding(Item, *COLUMNS).counted(COUNTED).latest("created").rows(SHOWN)
    if not rows:
        return None
    return {"tiles": tiles(request, rows), "count": rows[0].total, "most": COUNTED}


def includeme(config: Any) -> None:
    """Put it on the overview."""
    config.add_slot_item(
        "admin.dashboard",
        "media.undescribed",
        view=undescribed,
        renderer="media/undescribed.jinja2",
        permission="edit",
        after="core.waiting",
    )
