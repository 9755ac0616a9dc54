"""@@compare?old=&new=: two versions side by side, field by field and block by block."""

from __future__ import annotations

from typing import Any

from mastaba.admin.addresses import view_url
from mastaba.admin.differences import changes
from mastaba.admin.given import needed_number
from mastaba.admin.views.history import facts, kept, restore_url
from mastaba.content.snapshot import unpack
from mastaba.tree.models import Node


def compare(context: Node, request: Any) -> dict[str, Any]:
    """What was taken out and put in between the older and the newer one."""
    numbers = [needed_number(request.GET.get(name), "version") for name in ("old", "new")]
    older, newer = (kept(request, context, number) for number in sorted(numbers))
    old, new = facts(request, [older, newer])
    fields = [unpack(type(context), version.data) for version in (older, newer)]
    history = view_url(request, context, "history")
    return {
        "page": {"title": context.title},
        "old": old,
        "new": new,
        "changes": changes(request, context, *fields),
        "history_url": history,
        "restore_url": restore_url(request, context),
        "parts": newer.number == context.revision,
        "trail": [{"title": "History", "url": history}, {"title": "Compare", "url": ""}],
    }


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(
        compare,
        context=Node,
        name="compare",
        permission="view_drafts",
        renderer="admin/compare.jinja2",
        example="?old=1&new=1",
    )
