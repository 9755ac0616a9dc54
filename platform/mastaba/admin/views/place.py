"""@@reorder: the order of the pages of one section, by dragging or by the buttons beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther

from mastaba.admin.addresses import contents_url, view_url
from mastaba.admin.flash import flash
from mastaba.admin.given import needed_number, number
from mastaba.admin.listing import listed
from mastaba.content.operations import reorder
from mastaba.security.refusals import wants_json
from mastaba.tree.locate import find
from mastaba.tree.models import Node


def reorder_page(context: Node, request: Any) -> Any:
    """`id` is put `before` or `after` another page (neither: last).

    Or a button names the page: `up`, `down`, `top`, `bottom`. JSON answers with the fields that
    take it back.
    """
    button = next((name for name in STEPS if number(request.POST.get(name)) is not None), "")
    moving = _child(request, context, needed_number(request.POST.get(button or "id"), "page"))
    where = STEPS[button](request, context, moving) if button else _asked(request, context)
    back = {"id": str(moving.id), "before": str(_id(_behind(request, context, moving)) or "")}
    if where is not moving:
        reorder(request, moving, before=where)
    if wants_json(request):
        request.response.content_type = "application/json"
        request.response.json_body = {"undo": back}
        return request.response
    url = view_url(request, context, "reorder")
    flash(request, f"“{moving.title}” is moved.", undo_url=url, undo_fields=back)
    return HTTPSeeOther(f"{contents_url(request, context)}?arrange=1")


def _asked(request: Any, parent: Node) -> Node | None:
    """The page that the moved one is put before; None puts it last."""
    before, after = (number(request.POST.get(name)) for name in ("before", "after"))
    if before is not None:
        return _child(request, parent, before)
    return None if after is None else _behind(request, parent, _child(request, parent, after))


def _up(request: Any, parent: Node, moving: Node) -> Node:
    above = _neighbours(request, parent, moving, 1, descending=True)
    return _child(request, parent, above[0].id) if above else moving


def _down(request: Any, parent: Node, moving: Node) -> Node | None:
    below = _neighbours(request, parent, moving, 2)
    if not below:
        return moving
    return _child(request, parent, below[1].id) if len(below) > 1 else None


def _top(request: Any, parent: Node, moving: Node) -> Node:
    first = listed(request).children_of(parent).ordered().rows(1)
    return moving if first[0].id == moving.id else _child(request, parent, first[0].id)


def _bottom(_request: Any, _parent: Node, _moving: Node) -> None:
    return None


def _behind(request: Any, parent: Node, node: Node) -> Node | None:
    below = _neighbours(request, parent, node, 1)
    return _child(request, parent, below[0].id) if below else None


def _neighbours(
    request: Any, parent: Node, node: Node, count: int, *, descending: bool = False
) -> list[Any]:
    """The next siblings that this person sees, however many there are in all."""
    catalog = listed(request).children_of(parent)
    mark = (node.order_key, node.id)
    return catalog.keyset("order", descending=descending, mark=mark).rows(count)


def _id(node: Node | None) -> int | None:
    return None if node is None else node.id


def _child(request: Any, parent: Node, node_id: int | None) -> Node:
    rows = listed(request).children_of(parent).filter(Node.id == node_id).rows(1)
    node = find(request, rows[0].uid, tree=parent.tree) if rows else None
    if node is None:
        raise HTTPNotFound("This page is not in this section any more; open the list again.")
    return node


STEPS: dict[str, Callable[[Any, Node, Node], Node | None]] = {
    "up": _up,
    "down": _down,
    "top": _top,
    "bottom": _bottom,
}


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(
        reorder_page, context=Node, name="reorder", permission="edit", request_method="POST"
    )
