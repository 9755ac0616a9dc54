"""@@bulk: one action for the ticked rows of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden, HTTPSeeOther

from mastaba.admin.addresses import contents_url, view_url
from mastaba.admin.flash import flash
from mastaba.admin.given import number
from mastaba.admin.listing import listed
from mastaba.content.operations import OperationError, publish, trash, unpublish
from mastaba.tree.locate import find
from mastaba.tree.models import Node

MOST = 200  # pages in one go; a list shows fewer

ACTIONS: dict[str, tuple[Callable[[Any, Node], None], str]] = {
    "publish": (lambda request, node: publish(request, node), "published"),
    "unpublish": (lambda request, node: unpublish(request, node), "unpublished"),
    "trash": (lambda request, node: trash(request, node), "moved to the trash"),
}


def bulk(context: Node, request: Any) -> Any:
    """Do it to each page that allows it; the others are named in a message."""
    ids = [key for key in map(number, request.POST.getall("select")[:MOST]) if key is not None]
    action = request.POST.get("action", "")
    back = contents_url(request, context)
    if not ids:
        flash(request, "Tick at least one page first.", kind="error")
        return HTTPSeeOther(back)
    if action == "move":
        query = urlencode([("select", key) for key in ids])
        return HTTPSeeOther(f"{view_url(request, context, 'move')}?{query}")
    if action not in ACTIONS:
        raise HTTPBadRequest("This list knows no such action; open it again.")
    _do_each(request, selected(request, context, ids), *ACTIONS[action])
    return HTTPSeeOther(back)


def selected(request: Any, context: Node, ids: list[int]) -> list[Node]:
    """The located pages with these keys at or below `context`, the lowest last."""
    rows = listed(request).below(context).filter(Node.id.in_(ids)).rows(MOST)
    ordered = sorted(rows, key=lambda row: row.depth)
    nodes = (find(request, row.uid, tree=row.tree) for row in ordered)
    return [node for node in nodes if node is not None]


def _do_each(request: Any, nodes: list[Node], do: Callable[[Any, Node], None], verb: str) -> None:
    done, problems = 0, []
    for node in nodes:
        title = node.title
        nested = request.db.begin_nested()
        try:
            do(request, node)
            request.db.flush()
        except (OperationError, HTTPForbidden) as problem:
            nested.rollback()
            problems.append(f"“{title}”: {problem}")
        else:
            nested.commit()
            done += 1
    if done:
        flash(request, f"{done} {'page' if done == 1 else 'pages'} {verb}.")
    for sentence in problems[:2]:
        flash(request, sentence, kind="error")


def includeme(config: Any) -> None:
    """Register the view; each page is asked for its own permission by the operation."""
    config.add_admin_view(
        bulk,
        context=Node,
        name="bulk",
        request_method="POST",
        writes_because="the operation asks for its permission on each page",
    )
