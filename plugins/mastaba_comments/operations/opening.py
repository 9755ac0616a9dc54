"""Open and close the comments of one page."""

from __future__ import annotations

from typing import Any

from mastaba.api import allow, insert_into, record
from mastaba_comments.models import CLOSED, OPEN, Thread
from mastaba_comments.operations.tally import write_threads
from mastaba_comments.permissions import MODERATE

WORDS = {OPEN: "opened", CLOSED: "closed", None: "left_to_rules"}


def set_open(request: Any, node: Any, state: str | None) -> None:
    """Take comments below `node`, or no more; None = as its type and its age say.

    Raises `HTTPForbidden`, and `ValueError` for any other state.
    """
    if state not in WORDS:
        raise ValueError(f"{state!r} is neither {OPEN!r} nor {CLOSED!r} nor None")
    allow(request, node, MODERATE)
    first = {"node_id": node.id, "state": state, "shown": 0, "waiting": 0, "version": 1}
    fresh = {"state": state, "version": Thread.version + 1}
    made = insert_into(request, Thread).values(first)
    upsert = made.on_conflict_do_update(index_elements=[Thread.node_id], set_=fresh)
    write_threads(request, upsert)
    record(request, f"comments.thread.{WORDS[state]}", node)
