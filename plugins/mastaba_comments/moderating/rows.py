"""Everything that a row of a list tells of a comment, for the whole list in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from mastaba.api import names_of, node_of
from mastaba_comments.addresses import permalink, view_url
from mastaba_comments.models import GONE, KINDS, SHOWN, STATES, Author, Comment, Report
from mastaba_comments.moderating.actions import OF_STATE, Action, offered
from mastaba_comments.naming import names
from mastaba_comments.place import level
from mastaba_comments.screening import explained
from mastaba_comments.screening.authors import author_token
from mastaba_comments.text import comment_html

EXCERPT = 160
REPORTS = 200  # of one screenful


@dataclass(frozen=True)
class Told:
    """A report by a reader."""

    reason: str
    who: str
    created: Any


@dataclass(frozen=True)
class Answered:
    """What a comment answers."""

    author: str
    excerpt: str
    state: str


@dataclass(frozen=True)
class Row:
    """One comment, as the templates of moderators show it."""

    uid: str
    state: str
    state_title: str
    kind: str
    html: Markup
    author: str
    member: bool
    standing: str
    trusted: bool | None
    may_trust: bool
    created: Any
    edited: Any
    level: int
    node: Any
    page_url: str
    url: str
    answers: Answered | None
    why: list[str]
    reports: list[Told]
    decided: str
    decided_at: Any
    same_author: bool
    same_network: bool
    actions: list[Action]


def told(request: Any, rows: Sequence[Any], tab: str = "") -> list[Row]:
    """What is shown of these rows of the catalog. `tab` says which actions are offered."""
    if not rows:
        return []
    known = _Known(request, rows)
    return [_row(request, row, known, tab) for row in rows]


class _Known:
    """What the rows of a list need beside their own columns: five statements at most."""

    def __init__(self, request: Any, rows: Sequence[Any]) -> None:
        self.answered = _answered(request, rows)
        self.names = names(request, [*rows, *self.answered.values()])
        self.reports = _reports(request, rows)
        tellers = [r.account_id for found in self.reports.values() for r in found]
        self.people = names_of(request, [*(row.decided_by for row in rows), *tellers])
        self.authors = _authors(request, rows)


def _answered(request: Any, rows: Sequence[Any]) -> dict[int, Any]:
    """What they answer: on the same nodes, so under the same rights."""
    ids = {row.parent_id for row in rows if row.parent_id is not None}
    if not ids:
        return {}
    columns = Comment.id, Comment.name, Comment.account_id, Comment.text, Comment.state
    return {row.id: row for row in request.db.execute(select(*columns).where(Comment.id.in_(ids)))}


def _reports(request: Any, rows: Sequence[Any]) -> dict[int, list[Any]]:
    mine = Report.comment_id.in_([row.id for row in rows]), Report.settled.is_(None)
    columns = Report.comment_id, Report.reason, Report.account_id, Report.created
    newest = select(*columns).where(*mine).order_by(Report.id.desc()).limit(REPORTS)
    found = defaultdict(list)
    for row in request.db.execute(newest):
        found[row.comment_id].append(row)
    return found


def _authors(request: Any, rows: Sequence[Any]) -> dict[str, Any]:
    tokens = {token for row in rows if (token := author_token(row)) is not None}
    if not tokens:
        return {}
    columns = Author.token, Author.shown, Author.refused, Author.trusted
    found = request.db.execute(select(*columns).where(Author.token.in_(tokens)))
    return {row.token: row for row in found}


def _row(request: Any, row: Any, known: _Known, tab: str) -> Row:
    author = known.authors.get(author_token(row) or "")
    decided = OF_STATE.get(row.state) if row.decided is not None else None
    by = known.people.get(row.decided_by) if row.decided_by is not None else None
    return Row(
        uid=row.uid,
        state=row.state,
        state_title=STATES[row.state],
        kind="" if row.kind == "comment" else KINDS.get(row.kind, row.kind),
        html=comment_html(row.text) if row.text else Markup(),
        author=known.names[row.id],
        member=row.account_id is not None,
        standing=_standing(author, row.state),
        trusted=None if author is None else author.trusted,
        may_trust=author_token(row) is not None,
        created=row.created,
        edited=row.edited,
        level=level(row.thread),
        node=node_of(row),
        page_url=request.node_url(node_of(row), "comment-list", front="admin"),
        url=_url(request, row),
        answers=_said(row, known),
        why=explained(row),
        reports=[
            Told(r.reason or "", _teller(r, known), r.created) for r in known.reports[row.id]
        ],
        decided=f"{decided.done.capitalize()}{f' by {by}' if by else ''}" if decided else "",
        decided_at=row.decided,
        same_author=row.account_id is not None or row.person is not None,
        same_network=row.network is not None,
        actions=offered(tab or row.state),
    )


def _standing(author: Any | None, state: str) -> str:
    """What moderators decided of this author so far, in words."""
    if author is None or (author.shown <= 0 and author.refused <= 0):
        return "" if state in (SHOWN, GONE) else "Nothing of them was shown before"
    parts = [f"{author.shown} shown" if author.shown > 0 else ""]
    parts.append(f"{author.refused} refused" if author.refused > 0 else "")
    return f"{' and '.join(part for part in parts if part)} so far"


def _url(request: Any, row: Any) -> str:
    """Where readers see it; of what they do not see, the page."""
    node = node_of(row)
    return permalink(request, node, row.uid) if row.state == SHOWN else view_url(request, node, "")


def _said(row: Any, known: _Known) -> Answered | None:
    parent = known.answered.get(row.parent_id)
    if parent is None:
        return None
    words = " ".join(parent.text.split())
    excerpt = words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"
    return Answered(known.names[parent.id], excerpt, STATES[parent.state])


def _teller(report: Any, known: _Known) -> str:
    return "a visitor" if report.account_id is None else known.people.get(report.account_id, "")
