"""Change a live page at an instant: visitors read another revision from then on.

The row keeps what is live, and names the revision that follows and when. Who reads the row after
that instant is given that revision (see `mastaba.content.due`), so it is exact without a job; the
job below only copies it into the row, as does the first operation that comes after it.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mastaba.content.due import settle
from mastaba.content.operations.along import publish_along, take_back_along
from mastaba.content.operations.dead_links import refuse_dead_links
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.hold import hold
from mastaba.content.operations.present import refuse_missing
from mastaba.content.operations.revise import latest_fields, touch
from mastaba.content.operations.where_shown import allow_where_shown
from mastaba.events import record
from mastaba.tree.kinds import kinds_of
from mastaba.tree.locate import class_of, locate
from mastaba.tree.models import Node
from mastaba.tree.publication import PUBLISHED, TRASH

log = logging.getLogger(__name__)

AT_ONCE = 500  # pages settled by one run of the job


def schedule_update(request: Any, node: Node, at: datetime) -> list[Node]:
    """Show the newest revision from `at` on; until then what is live stays, whatever is saved.

    Replaces an update scheduled before. Drafts of embedded types that it shows become public at
    that time; they are returned. Raises `OperationError` when the page is not published,
    has nothing new, or `at` is not ahead or after its end; `DeadLinks` as `publish` does.
    """
    hold(request, node, "publish")
    refuse_missing(request, node, "updated")
    if problem := _problem(request, node, at):
        raise OperationError(problem)
    allow_where_shown(request, node)
    newest = latest_fields(request, node)
    refuse_dead_links(request, node, newest)
    take_back_along(request, node, node.next_at)
    node.next_revision, node.next_at = node.revision, at
    touch(request, node)
    record(request, "content.update_scheduled", node, revision=node.revision, at=at.isoformat())
    return publish_along(request, node, newest, at)


def cancel_update(request: Any, node: Node) -> None:
    """Take a scheduled update back; its text stays as the draft."""
    hold(request, node, "publish")
    if node.next_revision is None:
        raise OperationError(f"No update of “{node.title}” is scheduled.")
    allow_where_shown(request, node)
    take_back_along(request, node, node.next_at)
    revision = node.next_revision
    node.next_revision = node.next_at = None
    touch(request, node)
    record(request, "content.update_cancelled", node, revision=revision)


def settle_due(request: Any) -> int:
    """Copy updates whose time has come into their rows; returns how many. A periodic job.

    On every site, and as far as possible: what cannot be copied is logged and tried again. What
    waits for a plugin that is not enabled waits with it.
    """
    due = select(Node.id, Node.type).where(
        Node.next_at <= request.now, Node.tree != TRASH, Node.type.in_(kinds_of(request).names)
    )
    rows = request.db.execute(due.order_by(Node.next_at, Node.id).limit(AT_ONCE)).all()
    return sum(_settled(request, class_of(row.type), row.id) for row in rows)


def _settled(request: Any, model: type[Node], node_id: int) -> bool:
    try:
        with request.db.begin_nested():
            node = locate(request, request.db.get_one(model, node_id))
            hold(request, node, "publish")
            settle(request, node)
    except Exception:
        log.exception("the scheduled update of node %d could not be copied", node_id)
        return False
    return True


def _problem(request: Any, node: Node, at: datetime) -> str:
    if node.state != PUBLISHED or (node.expires_at and node.expires_at <= request.now):
        return f"“{node.title}” is not published; publish it at that time instead."
    if node.revision <= node.live_revision:
        return f"“{node.title}” has no changes that visitors do not see yet."
    if at <= request.now:
        return "The time of the update must lie ahead; press Update to show the changes now."
    if node.expires_at is not None and node.expires_at <= at:
        return "The page ends before that; choose an earlier time or another end."
    return ""
