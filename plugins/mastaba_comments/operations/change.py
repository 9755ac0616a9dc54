"""Change what a comment says, by its author within the time for it, or by a moderator."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from mastaba.api import Node, OperationError, allow, find, record
from mastaba_comments.models import GONE, SHOWN, SPAM, WAITING, Comment, Former
from mastaba_comments.operations.draft import Draft, checked_text
from mastaba_comments.operations.tally import Delta, tally
from mastaba_comments.own import is_own, may_change
from mastaba_comments.permissions import MODERATE, WRITE
from mastaba_comments.screening import Judgement, judge

OVER = "The time in which this could be changed is over."
NOTHING_LEFT = "This comment was removed."
WORSE = (SHOWN, WAITING, SPAM)


def change(
    request: Any,
    comment: Comment,
    text: str,
    key: str | None = None,
    *,
    ticket: Any = None,
    traces: Any = None,
) -> bool:
    """Change one's own comment; False when it says that already.

    It is screened again, and waits again if that says so. `key` is a visitor's. Raises `Invalid`,
    `OperationError` when the time for it is over, `HTTPForbidden`.
    """
    node = allow_own(request, comment, key)
    clean = checked_text(request, text)
    if clean == comment.text:
        return False
    draft = Draft(clean, comment.name, comment.mail, consent=True)
    found = judge(request, node, draft, ticket=ticket, traces=traces, changing=comment)
    _write(request, node, comment, clean, found)
    return True


def edit_as_moderator(request: Any, comment: Comment, text: str) -> bool:
    """Change anybody's comment; False when it says that already. Raises as `change`."""
    node = node_of_comment(request, comment)
    allow(request, node, MODERATE)
    if comment.state == GONE:
        raise OperationError(NOTHING_LEFT)
    clean = checked_text(request, text)
    if clean == comment.text:
        return False
    _write(request, node, comment, clean, None)
    return True


def allow_own(request: Any, comment: Comment, key: str | None) -> Any:
    """The node of one's own comment that may still be changed. Raises as `change`."""
    node = node_of_comment(request, comment)
    allow(request, node, "view")
    if not is_own(request, comment, key):
        allow(request, node, "nobody but its author")
    if not may_change(request, comment, key):
        raise OperationError(OVER)
    allow(request, node, WRITE)
    return node


def node_of_comment(request: Any, comment: Any) -> Any:
    """The located node of a comment, which is read anew and held until the transaction ends.

    Raises `OperationError` where the comment is gone, or the page in the trash.
    """
    mine = select(Comment, Node.uid).join(Node.__table__, Node.id == Comment.node_id)
    held = mine.where(Comment.id == comment.id).with_for_update(of=Comment)
    found = request.db.execute(held.execution_options(populate_existing=True)).first()
    if found is None:
        raise OperationError(NOTHING_LEFT)
    node = find(request, found.uid)
    if node is None:
        raise OperationError("The page of this comment is in the trash; take it out first.")
    return node


def _write(request: Any, node: Any, comment: Comment, text: str, judged: Judgement | None) -> None:
    me, before = request.identity, comment.state
    former = Former(comment_id=comment.id, at=request.now, text=comment.text)
    former.account_id = None if me is None else me.id
    request.db.add(former)
    comment.text, comment.edited = text, request.now
    if judged is not None:
        comment.state = max(before, judged.state, key=WORSE.index)
        comment.score, comment.verdict = judged.score, judged.verdict
    request.db.flush()
    delta = Delta.of(before, comment.state)
    tally(request, node.id, delta + Delta(seen=before == SHOWN))
    record(request, "comments.comment.changed", node, record=comment.uid)
