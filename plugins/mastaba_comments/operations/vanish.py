"""Remove comments: the row, or what it says where others answered it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, select, update

from mastaba.api import node_of, record, record_each
from mastaba_comments.models import GONE, Comment, Former, Report
from mastaba_comments.operations.change import allow_own
from mastaba_comments.operations.tally import Delta, tally_many
from mastaba_comments.shown import to_moderate

BATCH = 200
NOTHING: dict[str, Any] = {
    "state": GONE,
    "text": "",
    "digest": None,
    "name": None,
    "mail": None,
    "link": None,
    "account_id": None,
    "address": None,
    "network": None,
    "person": None,
    "ticket": None,
    "score": 0,
    "verdict": [],
    "notify": False,
    "tell": False,
    "consented": None,
    "edited": None,
}


def take_back(request: Any, comment: Comment, key: str | None = None) -> None:
    """Remove one's own comment. Raises `OperationError` when the time is over, `HTTPForbidden`."""
    node = allow_own(request, comment, key)
    uid = comment.uid
    vanish(request, [comment])
    record(request, "comments.comment.taken_back", node, record=uid)


def delete_for_good(request: Any, comments: Sequence[Any]) -> int:
    """Remove comments that the requester may moderate; how many. Others are left out."""
    removed = 0
    for some in in_batches(comment.uid for comment in comments):
        rows = to_moderate(request).filter(Comment.uid.in_(some)).rows(len(some))
        removed += vanish(request, rows)
        each = ((node_of(row), {"record": row.uid}) for row in rows)
        record_each(request, "comments.comment.deleted", each)
    return removed


def vanish(request: Any, comments: Iterable[Any]) -> int:
    """Remove comments, whosever they are; how many. Rights are not asked.

    `comments` are rows or objects. What others answered stays as an empty place.
    """
    return sum(_vanish(request, some) for some in in_batches(c.id for c in comments))


def in_batches(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Lists of so many values as one statement takes, without doubles."""
    every = sorted(set(values))
    return (every[at : at + BATCH] for at in range(0, len(every), BATCH))


def _vanish(request: Any, ids: list[int]) -> int:
    # Locked, so that nobody answers one while it goes.
    here = select(Comment.id, Comment.node_id, Comment.state).where(Comment.id.in_(ids))
    rows = request.db.execute(here.order_by(Comment.id).with_for_update()).all()
    answered = _answered(request, ids)
    _empty(request, answered)
    request.db.execute(delete(Comment).where(Comment.id.in_(set(ids) - answered)))
    deltas: dict[int, Delta] = defaultdict(Delta)
    for row in rows:
        deltas[row.node_id] += Delta.of(row.state, GONE)
    tally_many(request, deltas)
    return len(rows)


def _answered(request: Any, ids: list[int]) -> set[int]:
    """Those of them that somebody else's comment answers."""
    answers = select(Comment.parent_id).where(Comment.parent_id.in_(ids), Comment.id.not_in(ids))
    return set(request.db.scalars(answers.distinct()))


def _empty(request: Any, ids: set[int]) -> None:
    if ids:
        for model in (Former, Report):
            request.db.execute(delete(model).where(model.comment_id.in_(ids)))
        request.db.execute(update(Comment).where(Comment.id.in_(ids)).values(NOTHING))
