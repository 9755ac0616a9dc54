"""Places to choose from: where pages can be moved, copied or restored to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyramid.httpexceptions import HTTPNotFound

from mastaba.admin.given import needed_number
from mastaba.admin.listing import is_branch, listed
from mastaba.content.types import ContentTypes
from mastaba.tree.locate import find
from mastaba.tree.models import Node
from mastaba.tree.paths import is_within
from mastaba.tree.urls import is_site_root

PLACES = 60
GONE = "This place is not there any more; choose another one."


def places_for(request: Any, words: str, moving: Sequence[Any]) -> list[dict[str, Any]]:
    """Where this person may add pages: branches, or whatever matches the words."""
    catalog = listed(request).visible("create")
    catalog.matching(words) if words else catalog.filter(is_branch())
    rows = catalog.keyset("path", descending=False, mark=None).rows(PLACES)
    return [_place(request, row, moving) for row in rows]


def place_named(request: Any, text: str | None) -> Node:
    """The chosen place. Raises `HTTPNotFound` for one where the requester may add nothing."""
    node_id = needed_number(text, "place")
    rows = listed(request).visible("create").filter(Node.id == node_id).rows(1)
    node = find(request, rows[0].uid, tree=rows[0].tree) if rows else None
    if node is None:
        raise HTTPNotFound(GONE)
    return node


def title_of(request: Any, place: Any) -> str:
    """Its title; the root of the pages bears the site's."""
    return str(request.site.title if is_site_root(place) else place.title)


def _place(request: Any, row: Any, moving: Sequence[Any]) -> dict[str, Any]:
    inside = any(is_within(row.path, node.path) for node in moving)
    here = bool(moving) and all(row.id == node.parent_id for node in moving)
    reason = "Part of what is moved" if inside else "It is here now" if here else ""
    types: ContentTypes = request.registry[ContentTypes]
    if not reason and any(types.misplaced(node.type, row) for node in moving):
        reason = "Not for this kind of page"
    return {
        "id": row.id,
        "title": title_of(request, row),
        "path": row.path,
        "level": row.depth,
        "disabled": bool(reason),
        "reason": reason,
    }
