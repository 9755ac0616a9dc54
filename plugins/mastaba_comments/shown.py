"""Which comments somebody sees: the rights on the node, and the state of the comment.

Nobody else writes these filters.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

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
    """What readers see of the comments of a node that they may see."""
    answered = exists().where(_A.c.parent_id == _C.c.id, _A.c.state.in_((SHOWN, GONE)))
    clause: ColumnElement[bool] = or_(_C.c.state == SHOWN, and_(_C.c.state == GONE, answered))
    return clause
