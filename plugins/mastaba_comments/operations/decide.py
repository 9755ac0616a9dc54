"""What moderators decide of comments, one or two hundred at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from mastaba.api import node_of, record_each
from mastaba_comments.models import GONE, SHOWN, SPAM, TRASH, WAITING, Comment, Report
from mastaba_comments.operations.tally import Delta, tally_many
from mastaba_comments.operations.vanish import in_batches
from mastaba_comments.screening import authors
from mastaba_comments.shown import to_moderate

DECISIONS = (WAITING, SHOWN, SPAM, TRASH)


@dataclass(frozen=True)
class Decided:
    """What became of one comment: deciding `before` again undoes it."""

    uid: str
    before: str
    after: str


def decide(request: Any, comments: Sequence[Any], state: str, why: str = "") -> list[Decided]:
    """Put comments into a state; what changed, in the order given.

    `comments` are rows or objects. What is in that state already, what was removed, and what the
    requester may not moderate is left out. Open reports of what changes are settled. `why` is a
    short word for the audit, never what somebody wrote. Raises `ValueError` for another state.
    """
    if state not in DECISIONS:
        raise ValueError(f"{state!r} is nothing to decide; expected one of {', '.join(DECISIONS)}")
    done = {
        one.uid: one
        for some in in_batches(comment.uid for comment in comments)
        for one in _decide(request, some, state, why)
    }
    return [done.pop(c.uid) for c in comments if c.uid in done]


def _decide(request: Any, uids: list[str], state: str, why: str) -> list[Decided]:
    others = Comment.state.not_in((state, GONE))
    rows = to_moderate(request).filter(Comment.uid.in_(uids), others).rows(len(uids))
    changed = _write(request, rows, state)
    rows = [row for row in rows if row.id in changed]
    if rows:
        _settle(request, changed)
        _count(request, rows, state)
        _record(request, rows, state, why)
    return [Decided(row.uid, row.state, state) for row in rows]


def _record(request: Any, rows: Sequence[Any], state: str, why: str) -> None:
    data = {"why": why} if why else {}
    each = ((node_of(row), {"record": row.uid, "before": row.state, **data}) for row in rows)
    record_each(request, f"comments.comment.{state}", each)


def _write(request: Any, rows: Sequence[Any], state: str) -> set[int]:
    """The ids of those that are changed: nobody else has decided of them meanwhile."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.state].append(row.id)
    me = request.identity
    values = {"state": state, "decided": request.now, "decided_by": None if me is None else me.id}
    changed: set[int] = set()
    for before, ids in sorted(groups.items()):
        still = update(Comment).where(Comment.id.in_(ids), Comment.state == before)
        changed.update(request.db.scalars(still.values(values).returning(Comment.id)))
    return changed


def _settle(request: Any, ids: set[int]) -> None:
    mine = Report.comment_id.in_(ids), Report.settled.is_(None)
    request.db.execute(update(Report).where(*mine).values(settled=request.now))


def _count(request: Any, rows: Sequence[Any], state: str) -> None:
    deltas: dict[int, Delta] = defaultdict(Delta)
    for row in rows:
        deltas[row.node_id] += Delta.of(row.state, state)
    tally_many(request, deltas)
    authors.count(request, rows, state)
