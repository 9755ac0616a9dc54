"""What "public" means: state and two instants, exact without a cron."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mastaba.tree.kinds import is_missing

LIVE = "site"
LIBRARY = "library"  # content that is not a page: it has no public address
TRASH = "trash"
PUBLISHED = "published"
DRAFT = "draft"


def is_public(node: Any, now: datetime) -> bool:
    """Whether `node` (anything with the node columns) may be shown to visitors at `now`."""
    return bool(
        node.state == PUBLISHED
        and node.tree != TRASH
        and (node.published_at is None or node.published_at <= now)
        and (node.expires_at is None or node.expires_at > now)
    )


def is_shown(request: Any, node: Any) -> bool:
    """Whether `node` is public now, and its plugin is there to show it."""
    return is_public(node, request.now) and not is_missing(request, node)


def sufficient_permissions(request: Any, node: Any, permission: str) -> tuple[str, ...]:
    """Permissions any of which is enough: what is not public asks for `view_drafts`."""
    if permission != "view":
        return (permission,)
    return ("view", "view_drafts") if is_shown(request, node) else ("view_drafts",)


def status_of(node: Any, now: datetime) -> str:
    """`draft`, `published`, `changed`, `scheduled`, `expired` or `trashed`, for status chips."""
    if node.tree == TRASH:
        return "trashed"
    if node.state != PUBLISHED:
        return "draft"
    if node.expires_at is not None and node.expires_at <= now:
        return "expired"
    if node.published_at is not None and node.published_at > now:
        return "scheduled"
    return "changed" if node.revision > node.live_revision else "published"
