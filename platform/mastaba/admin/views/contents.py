"""/admin/<path>: what lies below one node, filtered, sorted, paged."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from mastaba.admin.addresses import edit_url, public_url, view_url
from mastaba.admin.listing import listed, rows_of
from mastaba.admin.states import CHOICES, in_status
from mastaba.content.paging import page_of
from mastaba.content.types import ContentTypes
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY, status_of
from mastaba.tree.urls import is_site_root

SIZE = 50
SORTS = ("title", "modified")
LONGEST_QUERY = 200


def contents(context: Node, request: Any) -> dict[str, Any]:
    """The list; with `below` the whole branch, otherwise the direct children."""
    asked = _filters(request)
    found = page_of(
        request,
        _chosen(request, context, asked),
        sort=asked["sort"].lstrip("-") or ("title" if asked["everywhere"] else "order"),
        descending=asked["sort"].startswith("-"),
        size=SIZE,
    )
    return {
        "here": _here(request, context),
        "rows": rows_of(request, found.rows, details=True),
        "filters": asked,
        "states": CHOICES,
        "columns": {name: _column(request, name, asked["sort"]) for name in SORTS},
        "newer_url": found.previous_url,
        "older_url": found.next_url,
        **_doings(request, context, asked),
    }


def _filters(request: Any) -> dict[str, Any]:
    sort = request.GET.get("sort", "")
    return {
        "q": request.GET.get("q", "").strip()[:LONGEST_QUERY],
        "state": request.GET.get("state", ""),
        "sort": sort if sort.lstrip("-") in SORTS else "",
        "everywhere": bool(request.GET.get("below")),
        "arrange": bool(request.GET.get("arrange")),
    }


def _chosen(request: Any, context: Node, asked: dict[str, Any]) -> Any:
    catalog = listed(request)
    if asked["everywhere"]:
        catalog.below(context).filter(Node.id != context.id)
    else:
        catalog.children_of(context)
    if asked["q"]:
        catalog.matching(asked["q"])
    clause = in_status(asked["state"], request.now)
    return catalog if clause is None else catalog.filter(clause)


def _here(request: Any, node: Node) -> dict[str, Any]:
    root = node.parent_id is None
    may_edit = not root and request.has_permission("edit", node)
    return {
        "title": request.site.title if is_site_root(node) else node.title,
        "path": node.path,
        "is_root": root,
        "state": status_of(node, request.now),
        "edit_url": edit_url(request, node) if may_edit else None,
        "public_url": public_url(request, node),
        "in_library": node.tree == LIBRARY,
    }


def _column(request: Any, name: str, sort: str) -> dict[str, Any]:
    """Pressing a heading sorts by it, and pressing it again turns the order round."""
    first = "-" if name == "modified" else ""
    turned = f"-{name}" if sort == name else name
    wanted = turned if sort.lstrip("-") == name else first + name
    direction = {name: "ascending", f"-{name}": "descending"}.get(sort)
    kept = [(k, v) for k, v in request.GET.items() if k in ("q", "state", "below")]
    return {"url": f"?{urlencode([*kept, ('sort', wanted)])}", "sort": direction}


def _doings(request: Any, node: Node, asked: dict[str, Any]) -> dict[str, Any]:
    """What may be done with this list."""
    types = request.registry[ContentTypes].addable(request, node)
    may_add = bool(types) and request.has_permission("create", node)
    plain = not (asked["q"] or asked["state"] or asked["sort"] or asked["everywhere"])
    may_edit = bool(request.has_permission("edit", node))
    arranging = may_edit and plain and asked["arrange"]
    return {
        "can_bulk": may_edit and not arranging,
        "bulk_url": view_url(request, node, "bulk"),
        "can_reorder": arranging,
        "reorder_url": view_url(request, node, "reorder"),
        "can_reorder_url": "?arrange=1" if may_edit and plain and not arranging else None,
        "add_url": view_url(request, node, "add", type=types[0].name) if may_add else None,
        "add_title": types[0].title if types else "",
    }


def includeme(config: Any) -> None:
    """Register the view; the root's own address is the overview."""
    options = {"context": Node, "renderer": "admin/contents.jinja2"}
    config.add_admin_view(contents, is_root=False, **options)
    config.add_admin_view(contents, name="contents", **options)
