"""Nodes whose scheduled update is due: read as if it were in their row already.

A job copies the revision into the row within a minute; nobody who reads is to see the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

# (request, ids of nodes) -> their fields by name, as the scheduled revisions have them
Reader = Callable[[Any, Sequence[int]], Mapping[int, Mapping[str, Any]]]


class DueUpdates:
    """Knows how to read the fields of scheduled revisions; the room content registers it."""

    def __init__(self, read: Reader) -> None:
        self.read = read


def is_due(row: Any, now: datetime) -> bool:
    """Whether the time of this row's scheduled update has come."""
    return row.next_at is not None and row.next_at <= now


def take_over(node: Any, fields: Mapping[str, Any]) -> None:
    """Make a node what its scheduled update says; its optimistic version stays as it is."""
    for name, value in fields.items():
        setattr(node, name, value)
    node.live_revision = node.next_revision
    node.modified = max(node.modified, node.next_at)
    node.next_revision = node.next_at = None


def shown(request: Any, node: Any) -> Any:
    """`node` as it is to be read now; what a transaction is going to change is left alone."""
    if not is_due(node, request.now) or request.environ.get("tm.active"):
        return node
    found = request.registry[DueUpdates].read(request, [node.id])
    if node.id in found:
        take_over(node, found[node.id])
    return node


def shown_rows(request: Any, rows: Sequence[Any]) -> list[Any]:
    """Rows with `id`, `next_at` and base columns, as they are to be read now."""
    now = request.now
    ids = [row.id for row in rows if is_due(row, now)]
    if not ids:
        return list(rows)
    found = request.registry[DueUpdates].read(request, ids)
    return [_row(row, found[row.id]) if row.id in found else row for row in rows]


def _row(row: Any, fields: Mapping[str, Any]) -> SimpleNamespace:
    values = dict(row._mapping)
    values.update((name, value) for name, value in fields.items() if name in values)
    return SimpleNamespace(**values)
