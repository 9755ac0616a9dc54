"""@@edit and @@look of a page whose plugin is not enabled: what is kept of it, read only."""

from __future__ import annotations

from typing import Any

from mastaba.admin.addresses import tool_url, view_url
from mastaba.admin.kept_values import newest_values
from mastaba.tree.kinds import is_missing, plugin_of
from mastaba.tree.models import Node


class IsMissing:
    """View predicate `is_missing=True`: no enabled plugin brings the type of the context."""

    def __init__(self, wanted: bool, _info: Any) -> None:
        self.wanted = wanted

    def text(self) -> str:
        return f"is_missing = {self.wanted}"

    phash = text

    def __call__(self, context: Any, request: Any) -> bool:
        return (isinstance(context, Node) and is_missing(request, context)) is self.wanted


def placeholder(context: Node, request: Any) -> dict[str, Any]:
    """Title, type and plugin, and the fields of the newest version for those who see drafts."""
    may = request.has_permission
    drafts = bool(may("view_drafts", context))
    return {
        "page": {"title": context.title},
        "type": context.type,
        "plugin": plugin_of(context.type),
        "path": context.path,
        "values": newest_values(request, context) if drafts else [],
        "plugins_url": tool_url("plugins") if may("manage_site", context) else None,
        "history_url": view_url(request, context, "history") if drafts else None,
        "move_url": view_url(request, context, "move") if may("edit", context) else None,
        "trash_url": view_url(request, context, "trash") if may("trash", context) else None,
        "trail": [],
    }


def includeme(config: Any) -> None:
    """Register the predicate and the views, which go before those of pages that can be read."""
    config.add_view_predicate("is_missing", IsMissing)
    for name, permission in (("edit", "edit"), ("look", "enter")):
        config.add_admin_view(
            placeholder,
            context=Node,
            name=name,
            permission=permission,
            request_method="GET",
            is_missing=True,
            renderer="admin/placeholder.jinja2",
        )
