"""The comments that a list asks for, as far as this person moderates them."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from sqlalchemy import func, or_, select

from mastaba.api import find, is_uid, page_of
from mastaba_comments.models import Comment, Report
from mastaba_comments.moderating.actions import REPORTED, TABS
from mastaba_comments.moderating.asked import Asked
from mastaba_comments.permissions import MODERATE
from mastaba_comments.shown import to_moderate

SIZE = 25
COUNTED = 100  # a tab counts so far: more is "99+"
BATCH = 200


def need_a_moderator(request: Any) -> None:
    """Raise `HTTPForbidden` for who moderates nothing, in whatever branch."""
    if request.identity is None or not moderates(request):
        raise HTTPForbidden("You look after no comments, so there is nothing to see here.")


def moderates(request: Any) -> bool:
    """Whether this person moderates anything."""
    if request.has_permission(MODERATE, request.root):
        return True
    return bool(request.catalog().visible(MODERATE).only("id").rows(1))


def listed(request: Any, asked: Asked) -> Any:
    """The catalog. Raises `HTTPNotFound` where the page or the author it names is not there."""
    catalog = to_moderate(request).filter(in_tab(asked.tab))
    if asked.page:
        page = page_named(request, asked.page)
        catalog = catalog.below(page) if asked.below else catalog.of(page)
    if asked.words:
        words = asked.words.casefold()
        told = (func.lower(Comment.text), func.lower(Comment.name))
        catalog.filter(or_(*(column.contains(words, autoescape=True) for column in told)))
    if asked.same:
        catalog.filter(by_the_same(one_row(request, asked.same[1]), asked.same[0]))
    return catalog


def screenful(request: Any, asked: Asked) -> Any:
    """One page of the list."""
    catalog = listed(request, asked)
    return page_of(request, catalog, sort="created", descending=not asked.oldest, size=SIZE)


def in_tab(tab: str) -> Any:
    """What a tab holds, as a clause; whoever decides of a comment settles its reports."""
    if tab != REPORTED:
        return Comment.state == tab
    open_ones = select(Report.comment_id).where(Report.settled.is_(None))
    return Comment.id.in_(open_ones)


def counts(request: Any) -> dict[str, str]:
    """How many are in each tab, in words: `99+` where there are more."""
    return {tab: counted(request, tab) for tab in TABS}


def counted(request: Any, tab: str) -> str:
    """How many are in one tab, in words."""
    number = to_moderate(request).filter(in_tab(tab)).count(COUNTED)
    return f"{COUNTED - 1}+" if number == COUNTED else str(number)


def page_named(request: Any, uid: str) -> Any:
    """The page of a filter. Raises `HTTPNotFound` where there is none, or none for this person."""
    page = find(request, uid)
    if page is None or not request.has_permission("view", page):
        raise HTTPNotFound("This page is not there any more.")
    return page


def one_row(request: Any, uid: str) -> Any:
    """The row of one comment that this person moderates. Raises `HTTPNotFound`."""
    rows = to_moderate(request).filter(Comment.uid == uid).rows(1) if is_uid(uid) else []
    if not rows:
        raise HTTPNotFound("This comment is not there any more.")
    return rows[0]


def by_the_same(row: Any, kind: str) -> Any:
    """Comments by the author of this one, or from its network; alone where nothing is known."""
    if kind == "network":
        return Comment.network == row.network if row.network else Comment.id == row.id
    if row.account_id is not None:
        return Comment.account_id == row.account_id
    return Comment.person == row.person if row.person else Comment.id == row.id
