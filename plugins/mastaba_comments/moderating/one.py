"""`/admin/-/comment`: one comment, what stands around it in its thread, and its former words."""

from __future__ import annotations

from typing import Any

from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import select

from mastaba.api import Tools, names_of
from mastaba_comments.models import SEGMENT, Comment, Former
from mastaba_comments.moderating.listing import need_a_moderator, one_row
from mastaba_comments.moderating.rows import told
from mastaba_comments.shown import to_moderate
from mastaba_comments.text import comment_html

BESIDE = 4  # comments before and behind it
KEPT = 20  # former texts


def show(_context: Tools, request: Any) -> dict[str, Any]:
    """The comment among its neighbours, held ones too."""
    need_a_moderator(request)
    row = one_row(request, request.GET.get("uid", ""))
    return {
        "row": told(request, [row])[0],
        "rows": told(request, around(request, row)),
        "former": _former(request, row),
        "trail": [{"title": "Around a comment", "url": ""}],
    }


def around(request: Any, row: Any) -> list[Any]:
    """What it answers, up to the beginning, and its neighbours, as they stand below the page."""

    def near(*clauses: Any, order: Any = Comment.thread, limit: int = BESIDE) -> list[Any]:
        catalog = to_moderate(request).filter(Comment.node_id == row.node_id, *clauses)
        found: list[Any] = catalog.sorted_by(order).rows(limit)
        return found

    ends = range(SEGMENT, len(row.thread), SEGMENT)
    above = near(Comment.thread.in_([row.thread[:end] for end in ends]), limit=len(ends) or 1)
    before = near(Comment.thread < row.thread, order=Comment.thread.desc())
    behind = near(Comment.thread > row.thread)
    every = {found.id: found for found in (*above, *before, row, *behind)}
    return sorted(every.values(), key=lambda found: (found.thread, found.id))


def _former(request: Any, row: Any) -> list[dict[str, Any]]:
    """The words before each change, the newest first, and who changed them."""
    newest = select(Former).where(Former.comment_id == row.id).order_by(Former.id.desc())
    found = list(request.db.scalars(newest.limit(KEPT)))
    people = names_of(request, [one.account_id for one in found]) if found else {}
    return [
        {
            "html": comment_html(one.text),
            "at": one.at,
            "who": people[one.account_id] if one.account_id in people and one.account_id else "",
        }
        for one in found
    ]


def includeme(config: Any) -> None:
    """Register the screen."""
    config.add_admin_view(
        show,
        context=Tools,
        name="comment",
        permission=NO_PERMISSION_REQUIRED,
        shows="list",
        request_method="GET",
        renderer="comments/one.jinja2",
        example="?uid={comment}",
    )
