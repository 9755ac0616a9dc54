"""@@autosave and @@add-autosave: what is typed is kept, and answered as JSON."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from mastaba.admin.addresses import edit_url, view_url
from mastaba.admin.edit_form import posted, state_with_copy, wanted_slug
from mastaba.admin.given import number
from mastaba.admin.views.edit import asked_type, refuse_without_text
from mastaba.content.operations import Conflict, Invalid, OperationError, create
from mastaba.content.operations.working import (
    is_behind,
    keep_working_copy,
    working_copy,
)
from mastaba.tree.models import Node
from mastaba.tree.publication import status_of

BEHIND = "Somebody else saved this page after you opened it."


def autosave(context: Node, request: Any) -> dict[str, Any]:
    """Keep what is typed as this person's working copy; the page itself stays as it is."""
    refuse_without_text(context, request)
    typed = posted(type(context), request)
    version, revision = (number(request.POST.get(name)) for name in ("version", "revision"))
    slug = wanted_slug(request, str(typed.get("title", "")), context.slug) or ""
    try:
        kept = keep_working_copy(
            request, context, typed, version=version, revision=revision, slug=slug
        )
    except Conflict as problem:
        return _conflict(request, context, problem)
    except OperationError as problem:
        return _refused(request, problem)
    answer = _saved(request, context, kept=kept)
    copy = working_copy(request, context)
    if copy is not None and is_behind(context, copy):
        merge = {"behind": BEHIND, "merge_url": view_url(request, context, "merge")}
        return {**answer, **merge, "version": copy.base_version}
    return answer


def add_autosave(context: Node, request: Any) -> dict[str, Any]:
    """The first words of a new page make it: as a draft, so that it has an address."""
    kind = asked_type(context, request)
    typed = posted(kind.model, request)
    try:
        slug = wanted_slug(request, str(typed.get("title", "")))
        node = create(request, context, kind.model, typed, slug=slug)
    except OperationError as problem:
        return _refused(request, problem)
    return _saved(request, node, kept=False)


def _saved(request: Any, node: Node, *, kept: bool) -> dict[str, Any]:
    state = state_with_copy(status_of(node, request.now), node if kept else None)
    return {
        "saved": request.now.isoformat(),
        "edit_url": edit_url(request, node),
        "autosave_url": view_url(request, node, "autosave"),
        "preview_url": view_url(request, node, "preview"),
        "version": node.version,
        "chip_html": chip(request, state),
    }


def chip(request: Any, state: str) -> str:
    """The state chip as HTML, from the macro that every screen uses."""
    macros: Any = request.registry[Environment].get_template("admin/macros.jinja2").module
    return str(macros.chip(state))


def _conflict(request: Any, node: Node, problem: Conflict) -> dict[str, Any]:
    request.response.status_int = 409
    return {
        "error": str(problem),
        "url": view_url(request, node, "history"),
        "version": node.version,
    }


def _refused(request: Any, problem: OperationError) -> dict[str, Any]:
    request.response.status_int = 422
    fields = problem.fields if isinstance(problem, Invalid) else {}
    if isinstance(problem, Conflict):
        fields = {"slug": str(problem)}
    return {"error": str(problem), "fields": fields}


def includeme(config: Any) -> None:
    """Register the views."""
    options = {"context": Node, "request_method": "POST", "renderer": "json"}
    config.add_admin_view(autosave, name="autosave", permission="edit", **options)
    config.add_admin_view(add_autosave, name="add-autosave", permission="create", **options)
