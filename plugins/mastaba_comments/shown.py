"""Which comments somebody sees: the rights on the node, and the state of the comment.

Nobody else writes these filters.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from mastaba_comments.models import GONE, SHOWN, Comment
from mastaba_comments.permissions import MODERATE

_C: Any = Comment.__table__
_A: Any = _C.alias("answer")


def shown(request: Any) -> Any:
    """The catalog of what visitors read, on nodes that the requester may see.

    With what was taken back, empty, where shown answers stand below it.
    """
    return request.catalog(Comment).visible().filter(readable())


def to_moderate(request: Any) -> Any:
    """The catalog of all comments, in every state, on nodes where the requester moderates."""
    return request.catalog(Comment).visible().visible(MODERATE)


def readable() -> ColumnElement[bool]:
    """What readers see of the comments of a node that they may see.

    Answers are looked for by a value, not by EXISTS: PostgreSQL would read all answers there are
    into memory for it, once a single comment is gone.
    """
    answers = select(_A.c.id).where(_A.c.parent_id == _C.c.id, _A.c.state.in_((SHOWN, GONE)))
    answered = answers.limit(1).correlate(_C).scalar_subquery().is_not(None)
    clause: ColumnElement[bool] = or_(_C.c.state == SHOWN, and_(_C.c.state == GONE, answered))
    return clause
