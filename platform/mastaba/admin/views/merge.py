"""@@merge: somebody saved the page while you were writing. Both texts are kept, and made one."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import Response

from mastaba.admin.addresses import edit_url, view_url
from mastaba.admin.flash import flash
from mastaba.admin.given import number
from mastaba.admin.merging import Texts, merged, sections
from mastaba.admin.people_names import names_of
from mastaba.content.models import WorkingCopy
from mastaba.content.operations import Conflict, OperationError, rename, save
from mastaba.content.operations.revise import latest_fields
from mastaba.content.operations.save import revision_data
from mastaba.content.operations.working import (
    forget_working_copy,
    is_behind,
    keep_working_copy,
    working_copy,
    working_fields,
)
from mastaba.tree.models import Node

TEMPLATE = "admin/merge.jinja2"


def merge_form(context: Node, request: Any) -> Any:
    """Both texts, with what is suggested; without two of them there is nothing to decide."""
    copy = working_copy(request, context)
    if copy is None or not is_behind(context, copy):
        return HTTPSeeOther(edit_url(request, context))
    return _shown(request, context, copy)


def merge(context: Node, request: Any) -> Any:
    """Save what was chosen as the newest version."""
    copy = working_copy(request, context)
    if copy is None:
        return HTTPSeeOther(edit_url(request, context))
    changes = merged(request, context, _texts(request, context, copy), request.POST)
    slug = copy.data.get("slug")
    try:
        save(request, context, changes, version=number(request.POST.get("version")))
        if slug:
            rename(request, context, slug)
    except Conflict as problem:
        return _shown(request, context, copy, problem, status=409)
    except OperationError as problem:
        return _shown(request, context, copy, problem, status=422)
    forget_working_copy(request, context)
    flash(request, "Both texts are one now, saved as the newest version.")
    return HTTPSeeOther(edit_url(request, context))


def conflict(request: Any, node: Node, typed: dict[str, Any]) -> Response:
    """The answer to a form that was filled in over an older text: it is kept, and asked about.

    Raises `Invalid` when what was typed cannot be kept.
    """
    version, revision = (number(request.POST.get(name)) for name in ("version", "revision"))
    slug = request.POST.get("slug", "").strip()
    keep_working_copy(request, node, typed, version=version, revision=revision, slug=slug)
    copy = working_copy(request, node)
    if copy is None:
        return HTTPSeeOther(edit_url(request, node))
    response = _shown(request, node, copy, status=409)
    response.headers["X-Tm"] = "commit"  # the text that was typed, and nothing else
    return response


def _texts(request: Any, node: Node, copy: WorkingCopy) -> Texts:
    mine, _ = working_fields(request, node)
    return Texts(latest_fields(request, node), mine, _base(request, node, copy))


def _base(request: Any, node: Node, copy: WorkingCopy) -> dict[str, Any] | None:
    """The text that both began with; old versions may have been cleared away."""
    if copy.base_revision is None:
        return None
    try:
        return revision_data(request, node, copy.base_revision)
    except OperationError:
        return None


def _shown(
    request: Any,
    node: Node,
    copy: WorkingCopy,
    problem: OperationError | None = None,
    *,
    status: int = 200,
) -> Response:
    who = names_of(request, [node.modified_by])[node.modified_by]
    own = node.modified_by == request.identity.id
    variables = {
        "page": {"title": node.title, "discard_url": view_url(request, node, "discard")},
        "theirs": {"who": who, "when": node.modified, "number": node.revision, "own": own},
        "mine": {"when": copy.modified},
        "sections": sections(request, node, _texts(request, node, copy)),
        "error": str(problem or ""),
        "url": view_url(request, node, "merge"),
        "version": node.version,
        "edit_url": edit_url(request, node),
        "trail": [{"title": "Two texts", "url": ""}],
    }
    response: Response = render_to_response(TEMPLATE, variables, request=request)
    response.status_int = status
    return response


def includeme(config: Any) -> None:
    """Register the views."""
    for view, method in ((merge_form, "GET"), (merge, "POST")):
        config.add_admin_view(
            view, context=Node, name="merge", permission="edit", request_method=method
        )
