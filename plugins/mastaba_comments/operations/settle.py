"""Settling reports: a moderator has read them and leaves the comment as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from mastaba.api import node_of, record_each
from mastaba_comments.models import Comment, Report
from mastaba_comments.operations.vanish import in_batches
from mastaba_comments.shown import to_moderate


def settle(request: Any, comments: Sequence[Any]) -> list[str]:
    """Settle the open reports of comments (rows or objects); the uids of those that had any.

    What the requester may not moderate is left out.
    """
    return [
        uid
        for some in in_batches(comment.uid for comment in comments)
        for uid in _settle(request, some)
    ]


def _settle(request: Any, uids: list[str]) -> list[str]:
    rows = to_moderate(request).filter(Comment.uid.in_(uids)).rows(len(uids))
    open_ones = Report.comment_id.in_([row.id for row in rows]), Report.settled.is_(None)
    settled = update(Report).where(*open_ones).values(settled=request.now)
    had = set(request.db.scalars(settled.returning(Report.comment_id)))
    rows = [row for row in rows if row.id in had]
    each = ((node_of(row), {"record": row.uid}) for row in rows)
    record_each(request, "comments.comment.left", each)
    return [row.uid for row in rows]
