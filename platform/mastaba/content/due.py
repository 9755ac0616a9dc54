"""Scheduled updates whose time has come: read from their revisions, and copied into the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, select

from mastaba.content.models import Revision
from mastaba.content.operations.references import keep_references
from mastaba.content.snapshot import unpack
from mastaba.events import record
from mastaba.tree.due import DueUpdates, is_due, take_over
from mastaba.tree.kinds import is_missing
from mastaba.tree.locate import class_of
from mastaba.tree.models import Node


def fields_due(request: Any, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """Fields of the scheduled revisions of these nodes, by id: one statement."""
    scheduled = and_(Revision.node_id == Node.id, Revision.number == Node.next_revision)
    statement = select(Node.id, Node.type, Revision.data).join(Revision, scheduled)
    rows = request.db.execute(statement.where(Node.id.in_(ids)))
    return {row.id: unpack(class_of(row.type), row.data) for row in rows}


def settle(request: Any, node: Node) -> None:
    """Copy a due update into the row of `node`, if there is one: nobody sees a difference."""
    if not is_due(node, request.now) or is_missing(request, node):
        return
    fields = fields_due(request, [node.id]).get(node.id, {})
    revision, at = node.next_revision, node.next_at
    take_over(node, fields)
    keep_references(request, node, _newest(request, node))
    record(request, "content.updated", node, revision=revision, at=at.isoformat() if at else None)


def _newest(request: Any, node: Node) -> Mapping[str, Any]:
    newest = (Revision.node_id == node.id, Revision.number == node.revision)
    data = request.db.scalar(select(Revision.data).where(*newest))
    return unpack(type(node), data or {})


def includeme(config: Any) -> None:
    """Let the tree read scheduled revisions."""
    config.registry[DueUpdates] = DueUpdates(fields_due)
