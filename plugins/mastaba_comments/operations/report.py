"""Reports by readers: enough of them make a shown comment wait for a moderator again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from mastaba.api import OperationError, allow, insert_into, people_with, record, settings_for
from mastaba_comments.models import SHOWN, WAITING, Author, Comment, Report
from mastaba_comments.operations.change import node_of_comment
from mastaba_comments.operations.tally import Delta, tally
from mastaba_comments.permissions import MODERATE
from mastaba_comments.screening.authors import author_token
from mastaba_comments.screening.evidence import plural
from mastaba_comments.screening.settings import ScreeningSettings
from mastaba_comments.tokens import account_token, address_token

LONGEST = 500
NOT_SHOWN = "This comment is not shown any more."


def report(request: Any, comment: Comment, reason: str, traces: Any = None) -> bool:
    """Note that a reader reports `comment`; False when the same reader did already.

    A reader is an account, else the address in `traces`. Raises `HTTPForbidden`, and
    `OperationError` when the comment is not shown.
    """
    node = node_of_comment(request, comment)
    allow(request, node, "view")
    if not _still_shown(request, comment):
        raise OperationError(NOT_SHOWN)
    if not _noted(request, comment, reason, traces):
        return False
    record(request, "comments.comment.reported", node, record=comment.uid)
    readers = _enough(request, comment)
    if readers and not _vouched_for(request, comment, node):
        _hold(request, comment, node, readers)
    return True


def _still_shown(request: Any, comment: Comment) -> bool:
    """Locked until the commit: of two reports at once, the second counts the first."""
    own = select(Comment).where(Comment.id == comment.id).with_for_update()
    found = request.db.scalars(own, execution_options={"populate_existing": True}).one_or_none()
    return found is not None and found.state == SHOWN


def _noted(request: Any, comment: Comment, reason: str, traces: Any) -> bool:
    me = request.identity
    values = {
        "comment_id": comment.id,
        "who": address_token(traces.address) if me is None else account_token(me.id),
        "account_id": None if me is None else me.id,
        "reason": reason.strip()[:LONGEST] or None,
        "created": request.now,
    }
    new = insert_into(request, Report).values(values).on_conflict_do_nothing().returning(Report.id)
    return request.db.scalar(new) is not None


def _enough(request: Any, comment: Comment) -> int:
    """How many readers reported it, when they are enough; 0 once a moderator has left it."""
    counts = select(func.count(), func.count(Report.settled)).where(
        Report.comment_id == comment.id
    )
    readers, settled = request.db.execute(counts).one()
    needed = settings_for(request, ScreeningSettings).reports
    return int(readers) if readers >= needed and not settled else 0


def _vouched_for(request: Any, comment: Comment, node: Any) -> bool:
    """Whether its author moderates here, or is trusted by those who do."""
    trusted = select(Author.trusted).where(Author.token == author_token(comment))
    if request.db.scalar(trusted):
        return True
    if comment.account_id is None:
        return False
    return comment.account_id in {one.id for one in people_with(request, MODERATE, node)}


def _hold(request: Any, comment: Comment, node: Any, readers: int) -> None:
    words = f"{plural(readers, 'reader', 'readers')} reported it."
    comment.state = WAITING
    comment.verdict = [*comment.verdict, {"rule": "reported", "points": 0, "words": words}]
    request.db.flush()
    tally(request, node.id, Delta.of(SHOWN, WAITING))
    told = {"record": comment.uid, "before": SHOWN, "why": "reports"}
    record(request, f"comments.comment.{WAITING}", node, **told)
