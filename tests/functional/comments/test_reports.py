"""Reports by readers: enough of them make a comment wait again, once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from mastaba.api import OperationError, find_at, share, unpublish
from mastaba.events.models import Audit
from mastaba.testing import ScratchSite
from mastaba.testing.maker import visit
from mastaba_comments.models import SHOWN, TRASH, WAITING, Comment, Report, Thread
from mastaba_comments.operations import decide
from mastaba_comments.operations.report import report
from mastaba_comments.operations.settle import settle
from mastaba_comments.operations.trust import trust
from mastaba_comments.screening import explained
from mastaba_comments.tokens import account_token
from tests.functional.comments.conftest import add_comment


def traces(number: int) -> Any:
    return SimpleNamespace(address=f"{number:032}", network=f"{number:032}")


@pytest.fixture
def told(news: ScratchSite) -> ScratchSite:
    """A site with one shown comment by a member."""
    me = news.account("author").id
    with news.request() as request:
        add_comment(request, find_at(request, "/news"), account_id=me, name=None)
    return news


def only(request: Any) -> Comment:
    found: Comment = request.db.scalars(select(Comment)).one()
    return found


def complain(site: ScratchSite, first: int, readers: int) -> str:
    """The state after so many readers have reported it."""
    for number in range(first, first + readers):
        with visit(site) as request:
            report(request, only(request), "It insults somebody.", traces(number))
    with site.request() as request:
        return only(request).state


def test_three_readers_make_it_wait_and_moderators_read_why(told: ScratchSite) -> None:
    assert complain(told, 1, 2) == SHOWN
    assert complain(told, 3, 1) == WAITING
    with told.request() as request:
        assert explained(only(request)) == ["3 readers reported it."]
        thread = request.db.scalars(select(Thread)).one()
        assert (thread.shown, thread.waiting, thread.version) == (0, 1, 2)
        actions = request.db.scalars(select(Audit.action).order_by(Audit.id.desc()).limit(2))
        assert list(actions) == ["comments.comment.waiting", "comments.comment.reported"]


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_of_two_reports_at_once_the_second_waits_for_the_first(told: ScratchSite) -> None:
    held = text("SELECT 1 FROM comments_comment FOR NO KEY UPDATE NOWAIT")
    with visit(told) as request:
        report(request, only(request), "x", traces(1))
        with (
            told.database.writes.connect() as other,
            pytest.raises(OperationalError, match="lock"),
        ):
            other.execute(held)
    with told.database.writes.connect() as other:
        other.execute(held)


def test_one_reader_counts_once(told: ScratchSite) -> None:
    for _time in range(4):
        with visit(told) as request:
            report(request, only(request), "x", traces(1))
        with told.request("reader") as request:
            report(request, only(request), "x", traces(2))
    with told.request() as request:
        assert only(request).state == SHOWN
        assert request.db.scalar(select(func.count()).select_from(Report)) == 2
    with visit(told) as request:
        assert report(request, only(request), "x", traces(1)) is False


def test_what_a_moderator_left_is_not_held_again(told: ScratchSite) -> None:
    complain(told, 1, 2)
    with told.request("editor") as request:
        assert settle(request, [only(request)]) == [only(request).uid]
    assert complain(told, 3, 5) == SHOWN


def test_what_a_moderator_shows_again_stays(told: ScratchSite) -> None:
    assert complain(told, 1, 3) == WAITING
    with told.request("editor") as request:
        decide(request, [only(request)], SHOWN)
    assert complain(told, 4, 4) == SHOWN


def test_trusted_authors_and_those_who_moderate_are_not_silenced(told: ScratchSite) -> None:
    me = told.account("author")
    with told.request("editor") as request:
        trust(request, account_token(me.id), True)
    assert complain(told, 1, 3) == SHOWN
    with told.request("editor") as request:
        trust(request, account_token(me.id), None)
    with told.request() as request:
        share(request, find_at(request, "/news"), {f"user:{me.uid}": ["moderator"]})
    assert complain(told, 4, 1) == SHOWN


def test_only_what_one_may_see_is_reported(told: ScratchSite) -> None:
    with told.request("editor") as request:
        decide(request, [only(request)], TRASH)
    with visit(told) as request, pytest.raises(OperationError, match="not shown any more"):
        report(request, only(request), "x", traces(1))
    with told.request("editor") as request:
        unpublish(request, find_at(request, "/news"))
    with visit(told) as request, pytest.raises(HTTPForbidden):
        report(request, only(request), "x", traces(1))


def test_reasons_are_kept_as_they_fit(told: ScratchSite) -> None:
    for number, reason in enumerate((" ", "x" * 900)):
        with visit(told) as request:
            report(request, only(request), reason, traces(number))
    with told.request() as request:
        kept = request.db.scalars(select(Report.reason).order_by(Report.id)).all()
        assert kept == [None, "x" * 500]
