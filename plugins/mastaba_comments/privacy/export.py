"""What the comments know of a person, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from mastaba.api import Node, Person, node_of
from mastaba_comments.addresses import permalink
from mastaba_comments.letters.models import Correspondent
from mastaba_comments.models import Author, Ban, Comment, Former, Report
from mastaba_comments.privacy.theirs import (
    addresses_of,
    bans_of,
    comments_of,
    reports_of,
    token_of,
)

Rows = list[dict[str, Any]]
_PAGE = (Node.uid.label("node_uid"), Node.path.label("node_path"), Node.title.label("node_title"))
SAID = (
    "uid", "state", "created", "edited", "decided", "consented", "text", "name", "mail", "link",
    "notify", "score", "verdict", "address", "network", "person",
)  # fmt: skip


def export(request: Any, person: Person) -> Rows:
    """Comments with their former words, reports made, bans, what moderators decided, letters."""
    addresses = addresses_of(request, person)
    return [
        *_comments(request, person),
        *_reports(request, person, addresses),
        *_bans(request, person, addresses),
        *_standing(request, person),
        *_letters(request, person),
    ]


def _comments(request: Any, person: Person) -> Rows:
    columns = [getattr(Comment, name) for name in ("id", *SAID)]
    mine = select(*columns, *_PAGE).join(Node, Node.id == Comment.node_id)
    rows = request.db.execute(mine.where(comments_of(request, person)).order_by(Comment.id)).all()
    former = _former(request, person)
    return [
        {
            "what": "comment",
            **{name: _plain(getattr(row, name)) for name in SAID},
            "page": permalink(request, node_of(row), row.uid),
            "page_title": row.node_title,
            "former_words": former.get(row.id, []),
        }
        for row in rows
    ]


def _former(request: Any, person: Person) -> dict[int, Rows]:
    """The earlier words of their comments, by the comment."""
    rows = select(Former.comment_id, Former.at, Former.text).join(
        Comment, Comment.id == Former.comment_id
    )
    found: dict[int, Rows] = {}
    mine = rows.where(comments_of(request, person)).order_by(Former.id)
    for comment_id, at, text in request.db.execute(mine):
        found.setdefault(comment_id, []).append({"until": _plain(at), "text": text})
    return found


def _reports(request: Any, person: Person, addresses: list[str]) -> Rows:
    """What they reported, not the words of whom."""
    told = select(Comment.uid.label("comment"), Report.reason, Report.created, Report.who)
    mine = told.join(Comment, Comment.id == Report.comment_id)
    return _rows(request, "report", mine.where(reports_of(request, person, addresses)))


def _bans(request: Any, person: Person, addresses: list[str]) -> Rows:
    told = select(Ban.token, Ban.words, Ban.reason, Ban.created, Ban.until)
    return _rows(request, "ban", told.where(bans_of(request, person, addresses)))


def _standing(request: Any, person: Person) -> Rows:
    told = select(Author.token, Author.shown, Author.refused, Author.trusted)
    return _rows(request, "standing", told.where(Author.token == token_of(request, person)))


def _letters(request: Any, person: Person) -> Rows:
    """What they wish to be written, and when they were."""
    told = select(*Correspondent.__table__.columns)
    return _rows(request, "letters", told.where(Correspondent.token == token_of(request, person)))


def _rows(request: Any, what: str, query: Any) -> Rows:
    found = request.db.execute(query).mappings()
    return [{"what": what, **{k: _plain(v) for k, v in row.items()}} for row in found]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
