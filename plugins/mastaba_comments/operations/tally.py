"""The row of a thread: how many comments it shows and holds, and its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from mastaba.api import insert_into
from mastaba_comments.models import SHOWN, WAITING, Thread

_T: Any = Thread.__table__


@dataclass(frozen=True)
class Delta:
    """What is added to the row of a thread.

    `seen` = readers see a difference although the numbers are the same.
    """

    shown: int = 0
    waiting: int = 0
    seen: bool = False

    @classmethod
    def of(cls, before: str, after: str) -> Self:
        """What a comment changes that goes from one state to another; "" = it is not there."""
        shown = (after == SHOWN) - (before == SHOWN)
        waiting = (after == WAITING) - (before == WAITING)
        return cls(shown, waiting)

    def __add__(self, other: Delta) -> Delta:
        return Delta(
            self.shown + other.shown,
            self.waiting + other.waiting,
            # Two that cancel each other out in number are two differences for readers.
            self.seen or other.seen or bool(self.shown or other.shown),
        )

    @property
    def matters(self) -> bool:
        return bool(self.shown or self.waiting or self.seen)


def tally(request: Any, node_id: int, delta: Delta) -> None:
    """Add `delta` to the row of a node's thread, in one statement."""
    tally_many(request, {node_id: delta})


def tally_many(request: Any, deltas: Mapping[int, Delta]) -> None:
    """The same for many nodes, in one statement; none where nothing changes."""
    rows = [_row(node_id, deltas[node_id]) for node_id in sorted(deltas)]
    rows = [
        row for row, node_id in zip(rows, sorted(deltas), strict=True) if deltas[node_id].matters
    ]
    if rows:
        made = insert_into(request, Thread).values(rows)
        added = {
            name: _T.c[name] + made.excluded[name] for name in ("shown", "waiting", "version")
        }
        update = made.on_conflict_do_update(index_elements=[_T.c.node_id], set_=added)
        write_threads(request, update)


def write_threads(request: Any, upsert: Any) -> None:
    """Run it, so that rows which the session knows already are as they are now."""
    fresh = {"populate_existing": True}
    request.db.scalars(upsert.returning(Thread), execution_options=fresh).all()


def _row(node_id: int, delta: Delta) -> dict[str, Any]:
    return {
        "node_id": node_id,
        "shown": delta.shown,
        "waiting": delta.waiting,
        "version": int(bool(delta.shown) or delta.seen),
    }
