"""@@unpublish: hide a page from visitors, alone or with the published pages below it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from mastaba.admin.addresses import edit_url, tool_url, view_url
from mastaba.admin.doing import attempt, undo_of
from mastaba.admin.flash import flash
from mastaba.admin.listing import listed
from mastaba.content.operations import unpublish
from mastaba.content.operations.bulk import BulkRefused, Outcome, bulk
from mastaba.content.operations.bulk_actions import Options
from mastaba.jobs import Refused, Work, start_job
from mastaba.tree.locate import find
from mastaba.tree.models import Node
from mastaba.tree.publication import PUBLISHED

JOB = "core.unpublish"
MOST = 1_000  # pages that one request changes; more is work for a job
COUNTED = 100_001


def unpublish_form(context: Node, request: Any) -> dict[str, Any]:
    """Ask whether the pages below are meant too; the state of a page is its own."""
    return {
        "page": {"title": context.title, "path": context.path},
        "count": _below(request, context).count(COUNTED),
        "action": view_url(request, context, "unpublish"),
        "cancel_url": edit_url(request, context),
        "trail": [{"title": "Unpublish", "url": ""}],
    }


def unpublish_page(context: Node, request: Any) -> Response:
    """Hide this page, or all of it; asks first when it was not said and something lies below."""
    below = request.POST.get("below")
    if below is None and _below(request, context).rows(1):
        return HTTPSeeOther(view_url(request, context, "unpublish"))
    if below == "yes":
        return _all_of_it(request, context)
    text = f"“{context.title}” is not public any more. Its text is kept here as a draft."
    undo = {**undo_of(request, context), "undo_label": "Publish again"}
    back = edit_url(request, context)
    return attempt(request, lambda: unpublish(request, context), back, text=text, **undo)


def unpublish_job(request: Any, work: Work) -> str:
    """The same for more pages than a request should change."""
    node = find(request, work.payload["node"], tree=work.payload["tree"])
    if node is None:
        raise Refused("This page is not there any more.")
    request.context = node
    ids = _ids(request, node)
    try:
        done = _hide(request, node, ids, progress=lambda n: work.progress(n, len(ids)))
    except BulkRefused as refused:
        raise Refused(f"Nothing was changed. {refused}") from None
    return f"{done.changed} pages are not public any more."


def _all_of_it(request: Any, context: Node) -> Response:
    if _below(request, context).count(MOST) >= MOST:
        payload = {"node": context.uid, "tree": context.tree}
        start_job(request, JOB, payload, title=f"Unpublish “{context.title}”")
        flash(request, "This takes a while; see how far it is here.")
        return HTTPSeeOther(tool_url("jobs"))
    ids = _ids(request, context)
    text = f"{len(ids)} pages are not public any more. Their texts are kept as drafts."
    back = edit_url(request, context)
    return attempt(request, lambda: _hide(request, context, ids), back, text=text)


def _hide(request: Any, context: Node, ids: list[int], **options: Any) -> Outcome:
    return bulk(request, "unpublish", ids, Options(tree=context.tree), **options)


def _ids(request: Any, context: Node) -> list[int]:
    rows = _below(request, context).only("id").rows(COUNTED)
    own = [context.id] if context.state == PUBLISHED else []
    return own + [row.id for row in rows]


def _below(request: Any, context: Node) -> Any:
    """The published pages below it."""
    catalog = listed(request).below(context).in_state(PUBLISHED)
    return catalog.filter(Node.id != context.id)


def includeme(config: Any) -> None:
    """Register the views and the job."""
    options: dict[str, Any] = {"context": Node, "name": "unpublish", "permission": "publish"}
    config.add_admin_view(
        unpublish_form, renderer="admin/unpublish.jinja2", request_method="GET", **options
    )
    config.add_admin_view(unpublish_page, request_method="POST", **options)
    config.add_job(JOB, unpublish_job)
