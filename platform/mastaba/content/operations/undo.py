"""Take back what one request changed: the audit trail knows what it was.

Every step of a request is written with the same instant. Undoing goes through the operations, so
it asks for the same rights and is itself written down.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.place import move
from mastaba.content.operations.publish import set_end, show_again, unpublish
from mastaba.content.operations.save import restore_revision
from mastaba.content.operations.trash import restore, trash
from mastaba.events.models import Audit
from mastaba.tree.locate import find
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY, LIVE, TRASH

WAS_PUBLIC = "was public before. What visitors read then is in its history; restore it there."
TOO_LATE = "Something was changed there since then, so this cannot be taken back any more."


def undo(request: Any, at: datetime) -> int:
    """Take back what the requester did in the request of that instant; how many steps it was.

    Raises `OperationError` when there is nothing, when any of the pages was changed since, and for
    text that was published over other text.
    """
    rows = _steps_of(request, at)
    if not rows:
        raise OperationError("There is nothing to take back.")
    return sum(INVERSE[row.action](request, _unchanged(request, row), row) for row in rows)


def _steps_of(request: Any, at: datetime) -> list[Audit]:
    if request.identity is None:
        return []
    mine = select(Audit).where(
        Audit.at == at, Audit.actor_uid == request.identity.uid, Audit.action.in_(INVERSE)
    )
    return list(request.db.scalars(mine.order_by(Audit.id.desc())))


def _unchanged(request: Any, row: Audit) -> Node:
    trees = (TRASH,) if row.action == "content.trashed" else (LIVE, LIBRARY)
    found = (find(request, row.node_uid or "", tree=tree) for tree in trees)
    node = next((node for node in found if node is not None), None)
    if node is None or node.modified != row.at:
        raise OperationError(TOO_LATE)
    return node


def _back_from_trash(request: Any, node: Node, row: Audit) -> bool:
    restore(request, node)
    return _in_order(request, node, row)


def _back_to_its_place(request: Any, node: Node, row: Audit) -> bool:
    parent = find(request, row.data["parent"], tree=node.tree)
    if parent is None:
        raise OperationError(TOO_LATE)
    move(request, node, parent)
    return _in_order(request, node, row)


def _in_order(request: Any, node: Node, row: Audit) -> bool:
    """Where it was among its siblings; last when another one has its key by now."""
    key, beside = row.data["order"], Node.parent_id == node.parent_id
    if request.db.scalar(select(Node.id).where(beside, Node.order_key == key).limit(1)) is None:
        node.order_key = key
    return True


def _away_with_the_copy(request: Any, node: Node, _row: Audit) -> bool:
    trash(request, node)
    return True


def _hide_again(request: Any, node: Node, row: Audit) -> bool:
    """Only what nobody saw before: of a page that was live, older text does not come back."""
    if node.published_at != row.at:
        raise OperationError(f"“{node.title}” {WAS_PUBLIC}")
    unpublish(request, node)
    if "along" in row.data:  # it becomes public with its page again
        node.live_revision = 0
    return True


def _show_again(request: Any, node: Node, row: Audit) -> bool:
    show_again(request, node, row.data["was"])
    return True


def _end_before(request: Any, node: Node, row: Audit) -> bool:
    was = row.data["was"]
    set_end(request, node, None if was is None else datetime.fromisoformat(was))
    return True


def _text_before(request: Any, node: Node, row: Audit) -> bool:
    restore_revision(request, node, row.data["revision"] - 1)
    return True


INVERSE: dict[str, Callable[[Any, Node, Audit], bool]] = {
    "content.trashed": _back_from_trash,
    "content.moved": _back_to_its_place,
    "content.copied": _away_with_the_copy,
    "content.published": _hide_again,
    "content.unpublished": _show_again,
    "content.end_set": _end_before,
    "content.saved": _text_before,
}
