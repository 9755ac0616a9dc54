"""Which version of a file is sent: the live one to visitors, the newest one to its editors."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from mastaba.api import latest_fields
from mastaba_media.models import Item


def newest(request: Any, item: Item) -> Any:
    """The fields of the newest version that the requester may see, as attributes."""
    if item.revision == item.live_revision or not request.has_permission("view_drafts", item):
        return item
    return SimpleNamespace(**latest_fields(request, item))


def register(config: Any, name: str, view: Any, newest_view: Any, example: str) -> None:
    """The view at its permanent address, and at `@@name` on the editors' front."""
    options = {"context": Item, "name": name, "takes_subpath": True, "example": example}
    config.add_permanent_view(view, **options)
    config.add_admin_view(newest_view, **options)
