"""@@copy and @@duplicate: a page with what lies below it once more, elsewhere or beside itself."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from mastaba.admin.addresses import contents_url, edit_url, tool_url
from mastaba.admin.doing import attempt
from mastaba.admin.flash import flash
from mastaba.admin.listing import listed
from mastaba.admin.places import place_named, places_for, title_of
from mastaba.content.operations import copy
from mastaba.jobs import Refused, Work, start_job
from mastaba.tree.locate import find
from mastaba.tree.models import Node
from mastaba.tree.urls import is_site_root

JOB = "core.copy"
MOST = 2_000  # pages that one request copies, about two seconds; more is work for a job
GONE = "The page or its new place is not there any more."


def copy_form(context: Node, request: Any) -> dict[str, Any]:
    """Places where this person may add pages."""
    _refuse_root(context)
    words = request.GET.get("place", "").strip()[:200]
    return {
        "page": {"title": context.title, "contents_url": contents_url(request, context)},
        "q": words,
        "below": listed(request).below(context).count(MOST + 1) - 1,
        "most": MOST,
        "places": places_for(request, words, [context]),
        "trail": [{"title": "Copy", "url": ""}],
    }


def copy_page(context: Node, request: Any) -> Response:
    """Copy it to the chosen place."""
    _refuse_root(context)
    target = place_named(request, request.POST.get("target"))
    return _copy(request, context, target, deep=request.POST.get("below", "yes") == "yes")


def duplicate(context: Node, request: Any) -> Response:
    """Copy it beside itself."""
    _refuse_root(context)
    return _copy(request, context, context.__parent__, deep=True)


def copy_job(request: Any, work: Work) -> str:
    """The same for more pages than a request should copy."""
    asked = work.payload
    node, target = (find(request, asked[name], tree=asked["tree"]) for name in ("node", "target"))
    if node is None or target is None:
        raise Refused(GONE)
    made = copy(request, node, target, progress=work.progress)
    return f"The copy is at {made.path}; everything in it is a draft."


def _copy(request: Any, node: Node, place: Any, *, deep: bool) -> Response:
    if deep and listed(request).below(node).count(MOST + 1) > MOST:
        payload = {"node": node.uid, "target": place.uid, "tree": node.tree}
        start_job(request, JOB, payload, title=f"Copy “{node.title}”")
        flash(request, "This takes a while; see how far it is here.")
        return HTTPSeeOther(tool_url("jobs"))
    made: list[Node] = []
    target = place if isinstance(place, Node) else find(request, place.uid, tree=place.tree)
    if target is None:
        raise HTTPNotFound(GONE)
    text = f"This is the copy, in “{title_of(request, target)}”. Nobody but editors sees it yet."

    def do() -> None:
        made.append(copy(request, node, target, deep=deep))

    return attempt(request, do, lambda: edit_url(request, made[0] if made else node), text=text)


def _refuse_root(context: Node) -> None:
    if is_site_root(context) or context.parent_id is None:
        raise HTTPNotFound("The root cannot be copied.")


def includeme(config: Any) -> None:
    """Register the views and the job; the place is asked for `create` by the operation."""
    reason = "what is read is asked for view, the place for create, by the operation"
    options: dict[str, Any] = {"context": Node, "permission": "enter"}
    writes: dict[str, Any] = {"request_method": "POST", "writes_because": reason, **options}
    config.add_admin_view(
        copy_form, name="copy", renderer="admin/copy.jinja2", request_method="GET", **options
    )
    config.add_admin_view(copy_page, name="copy", **writes)
    config.add_admin_view(duplicate, name="duplicate", **writes)
    config.add_job(JOB, copy_job)
