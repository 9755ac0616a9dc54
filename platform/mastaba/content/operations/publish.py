"""Show content to visitors, and take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.hold import hold
from mastaba.content.operations.references import keep_references
from mastaba.content.operations.revise import latest_fields, touch
from mastaba.content.snapshot import apply
from mastaba.events import record
from mastaba.tree.models import Node
from mastaba.tree.publication import DRAFT, PUBLISHED


def publish(
    request: Any, node: Node, *, at: datetime | None = None, until: datetime | None = None
) -> None:
    """Make the newest revision the public one, from `at` (default: now) `until` (default: open).

    A page that was public before keeps its first date. Raises `OperationError` when `until` is
    not after `at`.
    """
    hold(request, node, "publish")
    start = at or node.published_at or request.now
    if until is not None and until <= start:
        raise OperationError("The end of publication must be after its beginning.")
    newest = latest_fields(request, node)
    apply(node, newest)
    node.state, node.published_at, node.expires_at = PUBLISHED, start, until
    node.live_revision = node.revision
    keep_references(request, node, newest)
    touch(request, node)
    record(request, "content.published", node, revision=node.revision)


def unpublish(request: Any, node: Node) -> None:
    """Hide `node` from visitors; unpublished changes of it are kept as the draft."""
    hold(request, node, "publish")
    if node.state != PUBLISHED:
        raise OperationError(f"“{node.title}” is not published.")
    newest = latest_fields(request, node)
    apply(node, newest)
    node.state, node.published_at, node.expires_at = DRAFT, None, None
    keep_references(request, node, newest)
    touch(request, node)
    record(request, "content.unpublished", node)
