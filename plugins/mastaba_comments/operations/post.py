"""Send a comment: by a member, or by a visitor without an account."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from sqlalchemy import and_, false, select
from sqlalchemy.orm import aliased

from mastaba.api import (
    Conflict,
    Invalid,
    Node,
    OperationError,
    allow,
    create_record,
    is_uid,
    uuid7,
)
from mastaba_comments.commentable import is_commentable, may_write, why_closed
from mastaba_comments.models import SHOWN, Comment, Thread
from mastaba_comments.operations.draft import Draft, checked_draft, one_newline
from mastaba_comments.operations.tally import Delta, tally
from mastaba_comments.permissions import WRITE
from mastaba_comments.place import place
from mastaba_comments.screening import Judgement, judge
from mastaba_comments.tokens import mail_hash

NONE_HERE = "This page takes no comments."
LOG_IN = "Log in to comment."
NOT_THERE = (
    "What you answer is not there any more. Copy your text and send it as a comment of its own."
)
TOO_LATE = "The page changed while you wrote; send your comment again."


class Around(NamedTuple):
    """What is there already: of the node, of what is answered, and of the same ticket."""

    thread: Thread | None
    parent: Comment | None
    earlier: Comment | None


def post(
    request: Any, node: Any, draft: Draft, *, ticket: Any = None, traces: Any = None
) -> Comment:
    """Add a comment to `node`, made by the requester; sent twice with one ticket, it is made once.

    `ticket` is `request.ticket`, `traces` what `request.traces` gave. Raises `Invalid` with a
    sentence for each field, `OperationError` where comments are closed or this person is stopped,
    `HTTPForbidden`.
    """
    allow(request, node, "view")
    allow(request, node, WRITE)
    around = _around(request, node, draft, ticket)
    if _is_same(around.earlier, draft):
        return cast(Comment, around.earlier)
    _refuse(request, node, around.thread)
    fields = checked_draft(request, draft)
    if draft.answers and not _can_be_answered(around.parent):
        raise Invalid({"answers": NOT_THERE})
    judged = judge(request, node, draft, ticket=ticket, traces=traces)
    unused = ticket if around.earlier is None else None
    columns = _columns(request, draft, around.parent, judged, unused, traces)
    try:
        made = create_record(request, node, Comment, fields, columns=columns)
    except Conflict:
        return _made_meanwhile(request, node, draft, ticket)
    tally(request, node.id, Delta.of("", made.state))
    return made


def _around(request: Any, node: Any, draft: Draft, ticket: Any) -> Around:
    """Three rows in one statement."""
    parent, earlier = aliased(Comment), aliased(Comment)
    answers = draft.answers if is_uid(draft.answers or "") else None
    answered = and_(parent.uid == answers, parent.node_id == Node.id) if answers else false()
    same = false() if ticket is None else and_(earlier.ticket == ticket.id)
    found = request.db.execute(
        select(Thread, parent, earlier)
        .select_from(Node.__table__)
        .outerjoin(Thread, Thread.node_id == Node.id)
        .outerjoin(parent, answered)
        .outerjoin(earlier, same)
        .where(Node.id == node.id)
    ).first()
    return Around(None, None, None) if found is None else Around(*found)


def _refuse(request: Any, node: Any, thread: Thread | None) -> None:
    if not is_commentable(request, node):
        raise OperationError(NONE_HERE)
    if closed := why_closed(request, node, thread):
        raise OperationError(closed)
    if not may_write(request, node):
        raise OperationError(LOG_IN)


def _is_same(earlier: Comment | None, draft: Draft) -> bool:
    """Whether this was sent before; other words in the same form are another comment."""
    return earlier is not None and earlier.text == one_newline(draft.text)


def _can_be_answered(parent: Comment | None) -> bool:
    return parent is not None and parent.state == SHOWN


def _columns(
    request: Any, draft: Draft, parent: Any, judged: Judgement, ticket: Any, traces: Any
) -> dict[str, Any]:
    uid, mail = uuid7(), None if request.identity else draft.mail
    root, thread, depth = place(parent, request.now, uid)
    return {
        "uid": uid,
        "parent_id": None if parent is None else parent.id,
        "root": root,
        "thread": thread,
        "depth": depth,
        "state": judged.state,
        "score": judged.score,
        "verdict": judged.verdict,
        "consented": request.now if draft.consent else None,
        "notify": draft.notify and bool(mail or request.identity),
        "tell": draft.notify or (parent is not None and parent.notify),
        "ticket": None if ticket is None else ticket.id,
        "address": None if traces is None else traces.address,
        "network": None if traces is None else traces.network,
        "person": mail_hash(request, mail),
    }


def _made_meanwhile(request: Any, node: Any, draft: Draft, ticket: Any) -> Comment:
    """What the same ticket made a moment ago; otherwise what is answered, or the page, is gone."""
    around = _around(request, node, draft, ticket)
    if _is_same(around.earlier, draft):
        return cast(Comment, around.earlier)
    if draft.answers and around.parent is None:
        raise Invalid({"answers": NOT_THERE})
    raise OperationError(TOO_LATE)
