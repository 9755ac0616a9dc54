"""@@move: choose another place for one page, or for several."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound

from mastaba.admin.addresses import contents_url, edit_url
from mastaba.admin.doing import attempt
from mastaba.admin.given import needed_number, number
from mastaba.admin.listing import is_branch, listed
from mastaba.admin.views.bulk import MOST, selected
from mastaba.content.operations import move
from mastaba.tree.locate import find
from mastaba.tree.models import Node
from mastaba.tree.paths import is_within
from mastaba.tree.urls import is_site_root

PLACES = 60


def move_form(context: Node, request: Any) -> dict[str, Any]:
    """Places where this person may add pages: branches, or whatever matches the words.

    `select` names several pages of a list.
    """
    ids = [key for key in map(number, request.GET.getall("select")[:MOST]) if key is not None]
    moving = selected(request, context, ids) if ids else [context]
    words = request.GET.get("q", "").strip()[:200]
    catalog = listed(request).visible("create")
    catalog.matching(words) if words else catalog.filter(is_branch())
    rows = catalog.keyset("path", descending=False, mark=None).rows(PLACES)
    below = listed(request).below(context).count(1001) - 1 if not ids else 0
    return {
        "page": {"title": _title(request, moving), "contents_url": contents_url(request, context)},
        "select": ids,
        "q": words,
        "count": below,
        "places": [_place(request, row, moving) for row in rows],
        "trail": [{"title": "Move", "url": ""}],
    }


def move_pages(context: Node, request: Any) -> Any:
    """Move them to the chosen place."""
    target = _target(request, needed_number(request.POST.get("target"), "place"))
    ids = [key for key in map(number, request.POST.getall("select")[:MOST]) if key is not None]
    moving = selected(request, context, ids) if ids else [context]

    def do() -> None:
        for node in moving:
            move(request, node, target)

    def then() -> str:
        return edit_url(request, context) if not ids else contents_url(request, target)

    where = request.site.title if is_site_root(target) else target.title
    text = f"{_title(request, moving)} is now in “{where}”."
    return attempt(request, do, then, text=text)


def _target(request: Any, node_id: int) -> Node:
    rows = listed(request).visible("create").filter(Node.id == node_id).rows(1)
    node = find(request, rows[0].uid, tree=rows[0].tree) if rows else None
    if node is None:
        raise HTTPNotFound("This place is not there any more; choose another one.")
    return node


def _place(request: Any, row: Any, moving: list[Any]) -> dict[str, Any]:
    inside = any(is_within(row.path, node.path) for node in moving)
    here = all(row.id == node.parent_id for node in moving)
    reason = "Part of what is moved" if inside else "It is here now" if here else ""
    return {
        "id": row.id,
        "title": request.site.title if is_site_root(row) else row.title,
        "path": row.path,
        "level": row.depth,
        "disabled": bool(reason),
        "reason": reason,
    }


def _title(request: Any, moving: list[Any]) -> str:
    if len(moving) == 1:
        return f"“{moving[0].title}”"
    return f"{len(moving)} pages"


def includeme(config: Any) -> None:
    """Register the views: for a page `edit` is needed, for several each is asked by itself."""
    options = {"context": Node, "name": "move"}
    config.add_admin_view(move_form, renderer="admin/move.jinja2", request_method="GET", **options)
    config.add_admin_view(
        move_pages,
        request_method="POST",
        writes_because="the operation asks on each page and on the target",
        **options,
    )
