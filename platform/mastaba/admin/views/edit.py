"""@@add and @@edit: the writing place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther

from mastaba.admin.addresses import edit_url
from mastaba.admin.edit_form import adding, editing, posted, wanted_slug
from mastaba.admin.edit_forms import in_own_form
from mastaba.admin.flash import flash
from mastaba.admin.given import number
from mastaba.admin.timing import asked_times, publish_as_asked
from mastaba.admin.views.merge import conflict
from mastaba.content.operations import (
    Conflict,
    Invalid,
    OperationError,
    create,
    rename,
    save,
)
from mastaba.content.operations.place import free_slug
from mastaba.content.operations.working import forget_working_copy
from mastaba.content.types import ContentType, ContentTypes
from mastaba.forms import FormField, entries
from mastaba.tree.models import Node
from mastaba.tree.slugs import slugify

TEMPLATE = "admin/edit.jinja2"
ENTRY = re.compile(r"\.\d+\.\w+$")  # `speakers.0.name` is in the field `speakers`


def add_form(context: Node, request: Any) -> dict[str, Any]:
    """An empty form; nothing is stored yet."""
    return adding(request, context, asked_type(context, request))


def add(context: Node, request: Any) -> Any:
    """Make the page, and publish it when the strong button was pressed."""
    kind = asked_type(context, request)
    typed = posted(kind.model, request)
    if entries.BUTTON in request.POST:
        return adding(request, context, kind, typed=_stepped(request, kind.model, typed))
    try:
        slug = wanted_slug(request, str(typed.get("title", "")))
        node = create(request, context, kind.model, typed, slug=slug)
        _maybe_publish(request, node)
    except OperationError as problem:
        return _refused(request, adding, (context, kind), typed, problem)
    return HTTPSeeOther(edit_url(request, node))


def edit_form(context: Node, request: Any) -> dict[str, Any]:
    """The newest text, with what this person typed and did not save."""
    refuse_without_text(context, request)
    return _shown(request, context)


def edit(context: Node, request: Any) -> Any:
    """Save, and publish when the strong button was pressed."""
    refuse_without_text(context, request)
    typed = posted(type(context), request)
    if entries.BUTTON in request.POST:
        return _shown(request, context, typed=_stepped(request, type(context), typed))
    try:
        if not _saved(context, request, typed):
            return conflict(request, context, typed)
    except OperationError as problem:
        return _refused(request, _shown, (context,), typed, problem)
    return _finish(context, request, typed)


def _shown(request: Any, node: Node, **given: Any) -> dict[str, Any]:
    return in_own_form(request, node, editing(request, node, **given))


def _saved(node: Node, request: Any, typed: dict[str, Any]) -> bool:
    """False when somebody saved another text meanwhile; a move or publication is no obstacle."""
    try:
        save(request, node, typed, version=number(request.POST.get("version")))
    except Conflict:
        if number(request.POST.get("revision")) != node.revision:
            return False
        save(request, node, typed)
    return True


def _finish(node: Node, request: Any, typed: dict[str, Any]) -> Any:
    try:
        _readdress(request, node, str(typed.get("title", node.title)))
        forget_working_copy(request, node)
        _maybe_publish(request, node)
    except OperationError as problem:
        return _refused(request, _shown, (node,), typed, problem)
    return HTTPSeeOther(edit_url(request, node))


def _stepped(request: Any, model: type[Any], typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with an entry more, less or elsewhere; nothing is saved."""
    kept = {**typed, "slug": request.POST.get("slug", "")}
    return entries.step(model, kept, request.POST[entries.BUTTON])


def refuse_without_text(node: Node, request: Any) -> None:
    """The root has no text, and what belongs to a plugin that is off must not lose its fields."""
    if node.parent_id is None:
        raise HTTPNotFound("The root of the site has no text of its own.")
    if request.registry[ContentTypes].get(node.type) is None:
        raise HTTPNotFound(
            f"“{node.title}” is a {node.type}: its plugin is not enabled, so its text cannot be "
            "shown. It can be moved and put into the trash."
        )


def _readdress(request: Any, node: Node, title: str) -> None:
    """Rename as the form asks; an address that only follows the title gives way to a taken one."""
    slug = wanted_slug(request, title, node.slug)
    if slug is None:
        return
    try:
        rename(request, node, slug)
    except Conflict:
        if slug != slugify(title):
            raise
        rename(request, node, free_slug(request, node.__parent__, None, title))


def asked_type(parent: Node, request: Any) -> ContentType:
    """The type named by `?type=`, when it may be added here."""
    wanted = request.GET.get("type", "")
    addable = request.registry[ContentTypes].addable(request, parent)
    found = next((kind for kind in addable if kind.name == wanted), None)
    if found is None:
        raise HTTPNotFound(f"No “{wanted[:80]}” can be added here.")
    return found  # type: ignore[no-any-return] # pyramid's registry is untyped


def _maybe_publish(request: Any, node: Node) -> None:
    if request.POST.get("action") != "publish":
        flash(request, f"The draft of “{node.title}” is saved.")
        return
    text = publish_as_asked(request, node, asked_times(request))
    flash(request, text, link_url=request.node_url(node), link_label="View")


def _refused(
    request: Any, show: Any, place: tuple[Any, ...], typed: dict[str, Any], problem: OperationError
) -> dict[str, Any]:
    """The form again, with everything typed in it; the status makes the transaction roll back."""
    request.response.status_int = 422
    errors = problem.fields if isinstance(problem, Invalid) else {}
    if isinstance(problem, Conflict):
        errors = {"slug": str(problem)}
    kept = {**typed, "slug": request.POST.get("slug", "")}
    variables: dict[str, Any] = show(request, *place, typed=kept, errors=errors)
    begun = {name: request.POST.get(name, "") for name in ("version", "revision")}
    variables["page"] |= begun  # those of the page count what is rolled back
    variables["error"] = _look_at(variables["fields"], errors) or str(problem)
    return variables


def _look_at(fields: Mapping[str, FormField], errors: Mapping[str, str]) -> str:
    """Which fields are wrong; their sentences stand beside them, those of no field are said."""
    tops = {name: ENTRY.sub("", name) for name in errors}
    labels = dict.fromkeys(fields[top].label for top in tops.values() if top in fields)
    rest = [sentence for name, sentence in errors.items() if tops[name] not in fields]
    look = [f"Nothing was saved yet. Please look at: {', '.join(labels)}."] if labels else []
    return " ".join(look + rest)


def includeme(config: Any) -> None:
    """Register the views."""
    for view, name, permission, method in (
        (add_form, "add", "create", "GET"),
        (add, "add", "create", "POST"),
        (edit_form, "edit", "edit", "GET"),
        (edit, "edit", "edit", "POST"),
    ):
        config.add_admin_view(
            view,
            context=Node,
            name=name,
            permission=permission,
            request_method=method,
            renderer=TEMPLATE,
        )
