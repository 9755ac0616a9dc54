"""The trash: put a page in, look what is in it, take it out, one or many at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.admin.addresses import contents_url, edit_url, tool_url, view_url
from mastaba.admin.bulk_words import WORDS, named, pages, told
from mastaba.admin.doing import attempt
from mastaba.admin.flash import flash
from mastaba.admin.listing import rows_of
from mastaba.admin.places import place_named, places_for
from mastaba.admin.trashed import LONGEST_QUERY, in_trash, need_a_trash, ticked
from mastaba.content.operations import restore, trash
from mastaba.content.operations.bulk import MISSING, BulkRefused, bulk
from mastaba.content.operations.bulk_actions import Options
from mastaba.content.paging import page_of
from mastaba.tree.locate import find
from mastaba.tree.models import Node
from mastaba.tree.publication import TRASH
from mastaba.tree.traverser import Tools

SIZE = 50
COUNTED = 10_001
ASKS = "the operation asks for `trash` on each page"


def trash_page(context: Node, request: Any) -> Any:
    """@@trash: to the trash, with everything below it."""
    parent = context.__parent__ or context  # the root has none, and is refused
    text = f"“{context.title}” is in the trash."
    at = {"at": request.now.isoformat()}
    undo = {"undo_url": view_url(request, parent, "undo"), "undo_fields": at}
    back = contents_url(request, parent)
    return attempt(request, lambda: trash(request, context), back, text=text, **undo)


def trash_list(_context: Tools, request: Any) -> dict[str, Any]:
    """What was put into the trash, the newest first; what lay below it comes back with it."""
    need_a_trash(request)
    words, mine = request.GET.get("q", "").strip()[:LONGEST_QUERY], bool(request.GET.get("mine"))
    catalog = in_trash(request, words, mine=mine)
    found = page_of(request, catalog, sort="modified", descending=True, size=SIZE)
    paged = bool(found.previous_url or found.next_url)
    count = in_trash(request, words, mine=mine).count(COUNTED) if paged else len(found.rows)
    shown = rows_of(request, found.rows)
    return {
        "rows": [_row(row, face) for row, face in zip(found.rows, shown, strict=True)],
        "q": words,
        "mine": mine,
        "total": f"more than {COUNTED - 1:,}" if count == COUNTED else f"{count:,}",
        "newer_url": found.previous_url,
        "older_url": found.next_url,
        "restore_url": tool_url("restore"),
        "purge_url": tool_url("purge"),
        "empty_url": tool_url("empty-trash"),
    }


def _row(row: Any, face: Any) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "title": row.title,
        "path": row.trashed_from or "",
        "icon": face.icon,
        "type_title": face.type_title,
        "trashed": row.trashed_at or row.modified,
        "trashed_by": face.modified_by,
    }


def restore_question(_context: Tools, request: Any) -> dict[str, Any]:
    """Choose another place for what comes back."""
    rows, _missing = ticked(request, request.GET)
    if not rows:
        raise HTTPNotFound("This page is not in the trash any more.")
    words = request.GET.get("place", "").strip()[:LONGEST_QUERY]
    return {
        "pages": pages(len(rows)),
        "names": named([row.title for row in rows], len(rows)),
        "fields": [("uid", row.uid) for row in rows],
        "q": words,
        "places": places_for(request, words, rows),
        "url": tool_url("restore"),
        "back_url": tool_url("trash"),
        "trail": [{"title": "Restore", "url": ""}],
    }


def restore_pages(_context: Tools, request: Any) -> Any:
    """Back to where they were, or as near to it as possible; or all to one `target`."""
    rows, missing = ticked(request, request.POST)
    if not rows:
        raise HTTPNotFound("This page is not in the trash any more.")
    if request.POST.get("choose"):
        query = urlencode([("uid", row.uid) for row in rows])
        return HTTPSeeOther(f"{tool_url('restore')}?{query}")
    target = (
        place_named(request, request.POST["target"], rows) if "target" in request.POST else None
    )
    if len(rows) == 1 and not missing:
        return _restore_one(request, rows[0], target)
    if missing:
        flash(request, MISSING, kind="error")
        return HTTPSeeOther(tool_url("trash"))
    return _restore_many(request, [row.id for row in rows], target)


def _restore_one(request: Any, row: Any, target: Node | None) -> Any:
    node = find(request, row.uid, tree=TRASH)
    if node is None:
        raise HTTPNotFound("This page is not in the trash any more.")
    text = f"“{node.title}” is back."
    return attempt(
        request,
        lambda: restore(request, node, target),
        lambda: edit_url(request, node) if node.tree != TRASH else tool_url("trash"),
        text=text,
    )


def _restore_many(request: Any, ids: list[int], target: Node | None) -> Any:
    try:
        outcome = bulk(request, "restore", ids, Options(tree=TRASH, target=target))
    except BulkRefused as refused:
        flash(request, f"Nothing was restored. {refused}", kind="error")
        return HTTPSeeOther(tool_url("trash"))
    flash(request, told(WORDS["restore"], outcome.changed, outcome.same))
    return HTTPSeeOther(tool_url("trash") if target is None else contents_url(request, target))


def includeme(config: Any) -> None:
    """Register the views. Who may trash something in one branch only finds that here."""
    config.add_admin_view(
        trash_page, context=Node, name="trash", permission="trash", request_method="POST"
    )
    config.add_admin_view(
        trash_list,
        context=Tools,
        name="trash",
        permission=NO_PERMISSION_REQUIRED,
        shows="list",
        request_method="GET",
        renderer="admin/trash.jinja2",
    )
    restoring = {"context": Tools, "name": "restore", "permission": NO_PERMISSION_REQUIRED}
    config.add_admin_view(
        restore_question,
        request_method="GET",
        shows="list",
        renderer="admin/restore.jinja2",
        example="?uid={uid}",
        **restoring,
    )
    config.add_admin_view(
        restore_pages,
        request_method="POST",
        shows="list",
        writes_because=ASKS,
        example="?uid={uid}",
        **restoring,
    )
