"""@@look: a page for those who may see it and not change it, with what they may do instead."""

from __future__ import annotations

from typing import Any

from mastaba.admin.addresses import public_url, view_url
from mastaba.admin.differences import values
from mastaba.admin.state_words import sentence
from mastaba.content.operations.revise import latest_fields
from mastaba.content.snapshot import snapshot
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY, PUBLISHED, status_of


def look(context: Node, request: Any) -> dict[str, Any]:
    """The page in a frame; what has no public address is shown field by field."""
    in_library = context.tree == LIBRARY
    drafts = bool(request.has_permission("view_drafts", context))
    state = status_of(context, request.now)
    fields = latest_fields(request, context) if drafts else snapshot(context)
    return {
        "page": {"title": context.title, "state": state},
        "sentence": sentence(request, context, state) if drafts else "",
        "values": values(request, context, fields) if in_library else [],
        "framed": not in_library and context.parent_id is not None,
        "preview_url": view_url(request, context, "preview"),
        "public_url": public_url(request, context),
        **_doings(request, context, state, drafts),
        "trail": [],
    }


def _doings(request: Any, node: Node, state: str, drafts: bool) -> dict[str, Any]:
    """Addresses of what this person may do here; None for the rest."""
    publishes = node.parent_id is not None and request.has_permission("publish", node)
    newer = 0 < node.live_revision < node.revision
    compare = view_url(request, node, "compare", old=node.live_revision, new=node.revision)
    return {
        "compare_url": compare if drafts and newer else None,
        "publish_url": view_url(request, node, "publish") if publishes else None,
        "publish_label": {"published": None, "changed": "Update"}.get(state, "Publish"),
        "cancel_url": view_url(request, node, "cancel-update")
        if publishes and node.next_at is not None
        else None,
        "unpublish_url": view_url(request, node, "unpublish")
        if publishes and node.state == PUBLISHED
        else None,
    }


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(look, context=Node, name="look", renderer="admin/look.jinja2")
