"""@@history, @@revision, @@restore: versions and steps of one page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound
from sqlalchemy import select

from mastaba.admin.addresses import edit_url, view_url
from mastaba.admin.differences import Value, values
from mastaba.admin.doing import attempt
from mastaba.admin.given import needed_number
from mastaba.admin.kept_values import kept_values
from mastaba.admin.people_names import names_of
from mastaba.admin.timeline import SIZE, Entry, entries
from mastaba.content.models import Revision
from mastaba.content.operations import restore_revision
from mastaba.content.operations.restore_part import restore_part
from mastaba.content.operations.working import forget_working_copy
from mastaba.content.snapshot import unpack
from mastaba.tree.kinds import is_missing
from mastaba.tree.models import Node
from mastaba.tree.publication import status_of


def history(context: Node, request: Any) -> dict[str, Any]:
    """Everything that happened to this page."""
    found = entries(request, context, _before(request))
    shown = found[:SIZE]
    numbers = [entry.number for entry in shown if entry.number is not None]
    older = f"?before={shown[-1].when.isoformat().replace('+00:00', 'Z')}" if shown else ""
    return {
        "page": _page(request, context),
        "entries": [_entry(request, context, entry, numbers) for entry in shown],
        "compare_url": view_url(request, context, "compare"),
        "can_compare": len(numbers) > 1,
        "restore_url": view_url(request, context, "restore"),
        "can_restore": restore_url(request, context) is not None,
        "older_url": older if len(found) > SIZE else None,
        "newer_url": "?" if "before" in request.GET else None,
        "trail": [{"title": "History", "url": ""}],
    }


def revision(context: Node, request: Any) -> dict[str, Any]:
    """One version as it was."""
    found = kept(request, context, needed_number(request.GET.get("number"), "version"))
    newest = found.number == context.revision
    compare = view_url(request, context, "compare", old=found.number, new=context.revision)
    return {
        "page": _page(request, context),
        "revision": facts(request, [found])[0],
        "values": _values(request, context, found.data),
        "history_url": view_url(request, context, "history"),
        "compare_url": None if newest else compare,
        "restore_url": None if newest else restore_url(request, context),
        "trail": [
            {"title": "History", "url": view_url(request, context, "history")},
            {"title": f"Version {found.number}", "url": ""},
        ],
    }


def restore_version(context: Node, request: Any) -> Any:
    """The old text becomes the newest version; nothing in between is lost.

    With `field`, and perhaps `block`, only that part of it.
    """
    number = needed_number(request.POST.get("number"), "version")
    name, block = request.POST.get("field", ""), request.POST.get("block", "")

    def do() -> None:
        if name:
            restore_part(request, context, number, name, block=block)
        else:
            restore_revision(request, context, number)
        forget_working_copy(request, context)

    what = "This part" if name else "The text"
    text = f"{what} of version {number} is in the newest version now."
    back = view_url(request, context, "history") if name else edit_url(request, context)
    return attempt(request, do, back, text=text)


def _values(request: Any, node: Node, data: dict[str, Any]) -> list[Value]:
    if is_missing(request, node):
        return kept_values(request, node, data)
    return values(request, node, unpack(type(node), data))


def kept(request: Any, node: Node, number: int) -> Revision:
    """A version of this page. Raises `HTTPNotFound`."""
    found = request.db.scalar(
        select(Revision).where(Revision.node_id == node.id, Revision.number == number)
    )
    if found is None:
        raise HTTPNotFound(f"This page has no version {number}.")
    return found  # type: ignore[no-any-return] # request is untyped


def facts(request: Any, revisions: list[Revision]) -> list[dict[str, Any]]:
    """Number, author and time of versions, for the templates."""
    names = names_of(request, [found.author_id for found in revisions])
    return [
        {"number": r.number, "who": names.get(r.author_id, "somebody"), "when": r.created}
        for r in revisions
    ]


def restore_url(request: Any, node: Node) -> str | None:
    """Where an older version is made the newest, for those who may."""
    may = request.has_permission("edit", node) and not is_missing(request, node)
    return view_url(request, node, "restore") if may else None


def _page(request: Any, node: Node) -> dict[str, Any]:
    state = status_of(node, request.now)
    return {"title": node.title, "state": state, "edit_url": edit_url(request, node)}


def _entry(request: Any, node: Node, entry: Entry, numbers: list[int]) -> dict[str, Any]:
    number = entry.number
    versioned = number is not None
    return {
        **vars(entry),
        "kind": "revision" if versioned else "step",
        "current": number == node.revision,
        "live": versioned and node.state == "published" and number == node.live_revision,
        "pick_new": versioned and numbers[:1] == [number],
        "pick_old": versioned and numbers[1:2] == [number],
        "view_url": view_url(request, node, "revision", number=number) if versioned else None,
    }


def _before(request: Any) -> datetime | None:
    text = request.GET.get("before")
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise HTTPBadRequest("This link into the history is not valid.") from error
    if instant.tzinfo is None:
        raise HTTPBadRequest("This link into the history is not valid: it names no zone.")
    return instant


def includeme(config: Any) -> None:
    """Register the views."""
    for view, name in ((history, "history"), (revision, "revision")):
        config.add_admin_view(
            view,
            context=Node,
            name=name,
            permission="view_drafts",
            renderer=f"admin/{name}.jinja2",
            example="?number=1",
        )
    config.add_admin_view(
        restore_version,
        context=Node,
        name="restore",
        permission="edit",
        request_method="POST",
        example="?number=1",
    )
