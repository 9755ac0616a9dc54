"""The trash: put a page in, look what is in it, take it out."""

from __future__ import annotations

from typing import Any

from mastaba.admin.addresses import contents_url, edit_url, tool_url
from mastaba.admin.doing import attempt
from mastaba.admin.given import page_by_uid
from mastaba.admin.listing import rows_of
from mastaba.content.operations import purge, restore, trash
from mastaba.content.paging import page_of
from mastaba.tree.models import Node
from mastaba.tree.publication import TRASH
from mastaba.tree.traverser import Tools

SIZE = 50


def trash_page(context: Node, request: Any) -> Any:
    """@@trash: to the trash, with everything below it."""
    back = contents_url(request, context.__parent__)
    text = f"“{context.title}” is in the trash."
    undo = {"undo_url": tool_url("restore"), "undo_fields": {"uid": context.uid}}
    return attempt(request, lambda: trash(request, context), back, text=text, **undo)


def trash_list(_context: Tools, request: Any) -> dict[str, Any]:
    """What was put into the trash, the newest first; what lay below it comes back with it."""
    catalog = request.catalog(tree=TRASH).visible("trash").filter(Node.depth == 1)
    found = page_of(request, catalog, sort="modified", descending=True, size=SIZE)
    shown = rows_of(request, found.rows)
    rows = [_row(row, face) for row, face in zip(found.rows, shown, strict=True)]
    return {"rows": rows, "newer_url": found.previous_url, "older_url": found.next_url}


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


def restore_page(_context: Tools, request: Any) -> Any:
    """Back to where it was, or as near to it as possible."""
    node = page_by_uid(request, request.POST.get("uid", ""), "trash", tree=TRASH)
    text = f"“{node.title}” is back."
    return attempt(
        request, lambda: restore(request, node), lambda: edit_url(request, node), text=text
    )


def purge_page(_context: Tools, request: Any) -> Any:
    """Away for good."""
    node = page_by_uid(request, request.POST.get("uid", ""), "trash", tree=TRASH)
    text = f"“{node.title}” is deleted for good."
    return attempt(request, lambda: purge(request, node), tool_url("trash"), text=text)


def includeme(config: Any) -> None:
    """Register the views."""
    config.add_admin_view(
        trash_page, context=Node, name="trash", permission="trash", request_method="POST"
    )
    config.add_admin_view(
        trash_list,
        context=Tools,
        name="trash",
        permission="trash",
        request_method="GET",
        renderer="admin/trash.jinja2",
    )
    for view, name in ((restore_page, "restore"), (purge_page, "purge")):
        config.add_admin_view(
            view,
            context=Tools,
            name=name,
            permission="trash",
            request_method="POST",
            example="?uid={uid}",
        )
