"""The order of the children of one node."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.hold import hold
from mastaba.content.operations.revise import touch
from mastaba.events import record
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import Node
from mastaba.tree.order import key_between
from mastaba.tree.siblings import respace

LONGEST_KEY = 80  # characters; the column holds 100, and an insertion adds one or two


def reorder(request: Any, node: Node, *, before: Node | None = None) -> None:
    """Put `node` before its sibling `before`, or last."""
    tree_lock(request.db)
    hold(request, node, "edit")
    _hold_siblings(request.db, node, before)
    if before is not None and before.parent_id != node.parent_id:
        raise OperationError("Only pages of the same section can be put in order.")
    node.order_key = _key_before(request.db, node, before)
    touch(request, node)
    record(request, "content.reordered", node)


def last_order_key(session: Session, parent: Any) -> str:
    """An order key behind the last child of `parent`."""
    last = select(func.max(Node.order_key)).where(Node.parent_id == parent.id)
    return key_between(session.scalar(last), None)


def _hold_siblings(session: Session, node: Node, before: Node | None) -> None:
    """Nobody else adds or orders children of this parent until the transaction ends."""
    parent = select(Node.id).where(Node.id == node.parent_id)
    session.execute(parent.with_for_update(key_share=True))
    if before is not None:
        session.refresh(before)


def _key_before(session: Session, node: Node, before: Node | None) -> str:
    siblings = select(func.max(Node.order_key)).where(
        Node.parent_id == node.parent_id, Node.id != node.id
    )
    if before is None:
        return key_between(session.scalar(siblings), None)
    twins = siblings.where(Node.order_key == before.order_key, Node.id != before.id)
    key = _key_below(session, siblings, before)
    if len(key) <= LONGEST_KEY and session.scalar(twins) is None:
        return key
    respace(session, node.parent_id, but=node.id)
    session.refresh(before)
    return _key_below(session, siblings, before)


def _key_below(session: Session, siblings: Any, before: Node) -> str:
    low = session.scalar(siblings.where(Node.order_key < before.order_key))
    return key_between(low, before.order_key)
