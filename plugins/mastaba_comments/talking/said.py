"""What a template needs to know of each comment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from mastaba.api import settings_for
from mastaba_comments.addresses import REPORT, WRITE, anchor, permalink, view_url
from mastaba_comments.models import GONE, Comment
from mastaba_comments.naming import names
from mastaba_comments.settings import CommentSettings
from mastaba_comments.shown import shown
from mastaba_comments.talking.keeping import words_of


@dataclass(frozen=True)
class Said:
    """One comment: `level` is how far it is indented, `answers` name and link of its parent."""

    uid: str
    anchor: str
    name: str
    words: Markup
    written: str  # as it was typed
    created: datetime
    edited: datetime | None
    level: int
    deeper: bool  # answered deeper than is indented, so it must say whom it answers
    answers: tuple[str, str] | None
    link: str | None
    gone: bool
    url: str
    answer_url: str
    report_url: str


def said(request: Any, node: Any, rows: Sequence[Any]) -> list[Said]:
    """`rows` of the catalog for a template: one statement for names, one for absent parents."""
    parents = {row.id: row for row in [*rows, *_absent_parents(request, node, rows)]}
    called, here = names(request, parents.values()), {row.id for row in rows}
    deepest = settings_for(request, CommentSettings).depth
    ways = {
        id: f"#{anchor(row.uid)}" if id in here else permalink(request, node, row.uid)
        for id, row in parents.items()
    }
    return [_one(request, node, row, ways, called, deepest) for row in rows]


def _one(
    request: Any, node: Any, row: Any, ways: dict[int, str], called: dict[int, str], deepest: int
) -> Said:
    to = row.parent_id
    return Said(
        uid=row.uid,
        anchor=anchor(row.uid),
        name=called[row.id],
        words=words_of(request, row),
        written=row.text,
        created=row.created.replace(microsecond=0),
        edited=row.edited,
        level=min(row.depth, deepest),
        deeper=row.depth > deepest,
        answers=(called[to], ways[to]) if to in ways else None,
        link=row.link,
        gone=row.state == GONE,
        url=permalink(request, node, row.uid),
        answer_url=view_url(request, node, WRITE, answer=row.uid),
        report_url=view_url(request, node, REPORT, uid=row.uid),
    )


def _absent_parents(request: Any, node: Any, rows: Iterable[Any]) -> list[Any]:
    """Of a screenful that begins in the midst of a conversation: what is answered on it."""
    rows = list(rows)
    here = {row.id for row in rows}
    absent = {row.parent_id for row in rows if row.parent_id is not None} - here
    if not absent:
        return []
    found = shown(request).of(node).filter(Comment.id.in_(sorted(absent)))
    return list(found.rows(len(absent)))
