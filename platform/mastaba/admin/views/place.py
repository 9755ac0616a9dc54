"""@@reorder: the order of the pages of one section, by dragging or by the buttons beside it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther

from mastaba.admin.addresses import contents_url
from mastaba.admin.given import needed_number, number
from mastaba.admin.listing import listed
from mastaba.content.operations import reorder
from mastaba.security.refusals import wants_json
from mastaba.tree.locate import find
from mastaba.tree.models import Node


def reorder_page(context: Node, request: Any) -> Any:
    """`id` is put before `before` (empty: last); `up` or `down` moves the named page one step."""
    up, down = number(request.POST.get("up")), number(request.POST.get("down"))
    if up is not None or down is not None:
        moving, before = _step(request, context, up, down)
    else:
        moving = _child(request, context, needed_number(request.POST.get("id"), "page"))
        target = number(request.POST.get("before"))
        before = None if target is None else _child(request, context, target)
    if moving.id != getattr(before, "id", None):
        reorder(request, moving, before=before)
    if wants_json(request):
        request.response.content_type = "application/json"
        request.response.text = "{}"
        return request.response
    return HTTPSeeOther(f"{contents_url(request, context)}?arrange=1")


def _step(request: Any, parent: Node, up: int | None, down: int | None) -> tuple[Node, Any]:
    moving = _child(request, parent, up if up is not None else down)
    catalog = listed(request).children_of(parent)
    mark = (moving.order_key, moving.id)
    if up is not None:
        above = catalog.keyset("order", descending=True, mark=mark).rows(1)
        return moving, _child(request, parent, above[0].id) if above else moving
    below = catalog.keyset("order", descending=False, mark=mark).rows(2)
    if not below:
        return moving, moving
    return moving, _child(request, parent, below[1].id) if len(below) > 1 else None


def _child(request: Any, parent: Node, node_id: int | None) -> Node:
    rows = listed(request).children_of(parent).filter(Node.id == node_id).rows(1)
    node = find(request, rows[0].uid, tree=parent.tree) if rows else None
    if node is None:
        raise HTTPNotFound("This page is not in this section any more; open the list again.")
    return node


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(
        reorder_page, context=Node, name="reorder", permission="edit", request_method="POST"
    )
