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


def places_for(
    request: Any, words: str, going: Sequence[Any], *, moving: bool = False
) -> list[dict[str, Any]]:
    """Where this person may add what is `going` there: rows of nodes, copied or `moving`.

    What names its parents, as a file its folders, may go to any of them, empty ones too; the
    rest goes to branches, or to whatever matches the words.
    """
    types: ContentTypes = request.registry[ContentTypes]
    above = types.parents_of(row.type for row in going)
    catalog = listed(request, _tree_of(request, going)).visible("create")
    if words:
        catalog.matching(words)
    if above is not None:
        catalog.of_type(*above)
    elif not words:
        catalog.filter(is_branch())
    rows = catalog.keyset("path", descending=False, mark=None).rows(PLACES)
    return [_place(request, row, going, moving) for row in rows]


def place_named(request: Any, text: str | None, going: Sequence[Any] = ()) -> Node:
    """The chosen place. Raises `HTTPNotFound` for one where the requester may add nothing."""
    node_id = needed_number(text, "place")
    found = listed(request, _tree_of(request, going)).visible("create")
    rows = found.filter(Node.id == node_id).rows(1)
    node = find(request, rows[0].uid, tree=rows[0].tree) if rows else None
    if node is None:
        raise HTTPNotFound(GONE)
    return node


def title_of(request: Any, place: Any) -> str:
    """Its title; the root of the pages bears the site's."""
    return str(request.site.title if is_site_root(place) else place.title)


def _tree_of(request: Any, going: Sequence[Any]) -> str | None:
    """The tree that the first of them belongs to, in the trash too; None: the one one is in."""
    types: ContentTypes = request.registry[ContentTypes]
    known = next(filter(None, (types.get(row.type) for row in going)), None)
    return known.tree if known else None


def _place(request: Any, row: Any, going: Sequence[Any], moving: bool) -> dict[str, Any]:
    reason = _unmoved(row, going) if moving else ""
    types: ContentTypes = request.registry[ContentTypes]
    if not reason and any(types.misplaced(node.type, row) for node in going):
        reason = "Cannot be put here"
    return {
        "id": row.id,
        "title": title_of(request, row),
        "path": row.path,
        "level": row.depth,
        "disabled": bool(reason),
        "reason": reason,
    }


def _unmoved(row: Any, moving: Sequence[Any]) -> str:
    if any(is_within(row.path, node.path) for node in moving):
        return "Part of what is moved"
    return "It is here now" if all(row.id == node.parent_id for node in moving) else ""
