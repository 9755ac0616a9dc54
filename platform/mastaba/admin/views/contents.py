"""/admin/<path>: what lies below one node, filtered, sorted, paged."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPFound

from mastaba.admin.addresses import edit_url, public_url, view_url
from mastaba.admin.entrance import add_root_view
from mastaba.admin.filters import CARRIED, SORTS, Filters, chosen, filters_of
from mastaba.admin.listing import rows_of
from mastaba.admin.states import CHOICES
from mastaba.content.paging import page_of
from mastaba.content.types import ContentTypes
from mastaba.tree.kinds import is_missing
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY, status_of
from mastaba.tree.urls import is_site_root

SIZE = 50
COUNTED = 10_001  # a longer list says "more than 10,000"


def place(context: Node, request: Any) -> Any:
    """The address without a view: the list, or the text of what can hold nothing."""
    kind = request.registry[ContentTypes].get(context.type)
    if kind is not None and kind.is_leaf:
        return HTTPFound(edit_url(request, context))
    return contents(context, request)


def contents(context: Node, request: Any) -> dict[str, Any]:
    """The list; with `below` the whole branch, otherwise the direct children."""
    asked = filters_of(request.GET)
    sort, descending = asked.order
    catalog = chosen(request, context, asked)
    found = page_of(request, catalog, sort=sort, descending=descending, size=SIZE)
    paged = bool(found.next_url or found.previous_url)
    count = chosen(request, context, asked).count(COUNTED) if paged else len(found.rows)
    return {
        "here": _here(request, context),
        "rows": rows_of(request, found.rows, details=True),
        "filters": asked,
        "carried": asked.pairs(),
        "states": CHOICES,
        "types": _types(request, context),
        "columns": {name: _column(request, name, asked.sort) for name in SORTS},
        "newer_url": found.previous_url,
        "older_url": found.next_url,
        "count": count,
        "total": f"more than {COUNTED - 1:,}" if count == COUNTED else f"{count:,}",
        **_doings(request, context, asked),
    }


def _types(request: Any, context: Node) -> list[tuple[str, str]]:
    """Types to choose from; none where there is but one."""
    known = request.registry[ContentTypes].by_name.values()
    here = sorted((kind.title, kind.name) for kind in known if kind.tree == context.tree)
    found = [("", "Every type"), *((name, title) for title, name in here)]
    return found if len(found) > 2 else []


def _here(request: Any, node: Node) -> dict[str, Any]:
    root = node.parent_id is None
    may_edit = not root and request.has_permission("edit", node)
    return {
        "title": request.site.title if is_site_root(node) else node.title,
        "path": node.path,
        "is_root": root,
        "state": status_of(node, request.now),
        "missing": is_missing(request, node),
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
    kept = [(k, v) for k, v in request.GET.items() if k in CARRIED]
    return {"url": f"?{urlencode([*kept, ('sort', wanted)])}", "sort": direction}


def _doings(request: Any, node: Node, asked: Filters) -> dict[str, Any]:
    """What may be done with this list."""
    types = request.registry[ContentTypes].addable(request, node)
    missing = is_missing(request, node)  # who knows what its plugin would let stand below it
    may_add = bool(types) and not missing and request.has_permission("create", node)
    plain = not (asked.narrowed or asked.sort or asked.everywhere)
    may_edit = bool(request.has_permission("edit", node))
    arranging = may_edit and plain and asked.arrange
    actions = [] if arranging else _actions(request, node)
    return {
        "actions": actions,
        "can_bulk": bool(actions),
        "bulk_url": view_url(request, node, "bulk"),
        "can_reorder": arranging,
        "reorder_url": view_url(request, node, "reorder") if may_edit and plain else None,
        "can_reorder_url": "?arrange=1" if may_edit and plain and not arranging else None,
        "add_url": view_url(request, node, "add", type=types[0].name) if may_add else None,
        "add_title": types[0].title if types else "",
    }


def _actions(request: Any, node: Node) -> list[str]:
    """Actions worth offering here: authors may change what is theirs, wherever they may write."""
    may = request.has_permission
    changes = may("edit", node) or may("create", node)
    return [
        *(("publish", "unpublish") if may("publish", node) else ()),
        *(("move", "copy", "tag", "trash") if changes else ()),
    ]


def includeme(config: Any) -> None:
    """Register the view; the root's own address is the overview."""
    options = {"context": Node, "renderer": "admin/contents.jinja2"}
    config.add_admin_view(place, is_root=False, **options)
    config.add_admin_view(contents, name="contents", is_root=False, **options)
    add_root_view(config, contents, name="contents", **options)
