"""One's own comments: changed and taken back, by the account or by a visitor's key, in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select

from mastaba.api import OperationError, find_at, trash, uuid7
from mastaba.testing import ScratchSite
from mastaba.testing.maker import visit
from mastaba_comments.models import GONE, SHOWN, WAITING, Comment, Former, Report, Thread
from mastaba_comments.operations import (
    Draft,
    change,
    edit_as_moderator,
    post,
    take_back,
    vanish,
)
from mastaba_comments.own import find_own, is_own, may_change, own_key
from tests.functional.comments.conftest import add_comment

LATER = timedelta(minutes=16)


def ticket() -> Any:
    """A form that was opened a minute ago."""
    return SimpleNamespace(id=uuid7(), age=timedelta(minutes=1))


@pytest.fixture
def open_news(news: ScratchSite) -> Iterator[ScratchSite]:
    """Nothing makes a comment wait but what speaks against it."""
    from mastaba.settings import settings_of
    from mastaba_comments.screening.settings import ScreeningSettings

    section = settings_of(news.registry, ScreeningSettings)
    section.__dict__["hold"] = "suspicious"
    yield news
    section.__dict__["hold"] = "first"


def numbers(request: Any) -> tuple[int, int]:
    """Shown and waiting, as the row of the thread says, which must be true."""
    states = list(request.db.scalars(select(Comment.state)))
    found = request.db.execute(select(Thread.shown, Thread.waiting)).one()
    assert tuple(found) == (states.count(SHOWN), states.count(WAITING))
    return found.shown, found.waiting


def version(request: Any) -> int:
    return int(request.db.scalar(select(Thread.version)) or 0)


def the(request: Any, uid: str) -> Any:
    return request.db.scalar(select(Comment).where(Comment.uid == uid))


def test_a_visitor_with_the_key(open_news: ScratchSite) -> None:
    with visit(open_news) as request:
        made = post(request, find_at(request, "/news"), Draft("First", "Ada"), ticket=ticket())
        uid, key, before = made.uid, own_key(request, made), version(request)
        assert made.state == SHOWN
    with visit(open_news) as request:
        node = find_at(request, "/news")
        mine = find_own(request, node, uid, key)
        assert mine is not None
        assert change(request, mine, " Second ", key, ticket=ticket())
        assert not change(request, mine, "Second", key)
        assert (mine.text, mine.edited, mine.state) == ("Second", request.now, SHOWN)
        assert request.db.scalars(select(Former.text)).all() == ["First"]
        assert version(request) == before + 1
        take_back(request, mine, key)
        assert numbers(request) == (0, 0)
        assert the(request, uid) is None
        assert request.db.scalars(select(Former.text)).all() == []
        assert version(request) == before + 2


def test_what_it_says_then_is_screened_again(open_news: ScratchSite) -> None:
    with visit(open_news) as request:
        made = post(request, find_at(request, "/news"), Draft("First", "Ada"), ticket=ticket())
        assert made.state == SHOWN
        key = own_key(request, made)
        change(request, made, "http://a.example http://b.example http://c.example viagra", key)
        assert made.state != SHOWN
        assert made.verdict
        assert numbers(request)[0] == 0
        change(request, made, "Nothing but nice words", key, ticket=ticket())
        assert made.state != SHOWN, "only a moderator may show what was held"


def test_keys_hold_for_one_comment_and_for_a_time(open_news: ScratchSite) -> None:
    with visit(open_news) as request:
        node = find_at(request, "/news")
        one, two = (post(request, node, Draft(text, "Ada")) for text in ("One", "Two"))
        key = own_key(request, one)
        for wrong in (None, "", own_key(request, two), key[:-1], key + "0", "é", "\x00"):
            assert find_own(request, node, one.uid, wrong) is None
            assert not is_own(request, one, wrong)
            with pytest.raises(HTTPForbidden):
                change(request, one, "Other", wrong)
            with pytest.raises(HTTPForbidden):
                take_back(request, one, wrong)
        assert find_own(request, node, "x", key) is None
        request.now += LATER
        assert is_own(request, one, key)
        assert not may_change(request, one, key)
        with pytest.raises(OperationError, match="time"):
            change(request, one, "Other", key)
        with pytest.raises(OperationError, match="time"):
            take_back(request, one, key)


def test_members_by_their_account_alone(open_news: ScratchSite) -> None:
    with open_news.request("reader") as request:
        made = post(request, find_at(request, "/news"), Draft("Mine"))
        uid, key = made.uid, own_key(request, made)
        assert change(request, made, "Mine, changed")
    for role in (None, "author", "editor"):
        with visit(open_news) if role is None else open_news.request(role) as request:
            with pytest.raises(HTTPForbidden):
                change(request, the(request, uid), "Not mine", key)
            with pytest.raises(HTTPForbidden):
                take_back(request, the(request, uid), key)
    with open_news.request("reader") as request:
        take_back(request, the(request, uid))
        assert numbers(request) == (0, 0)


def test_moderators_change_anything_but_nobody_else(news: ScratchSite) -> None:
    with news.request() as request:
        uid = add_comment(request, find_at(request, "/news"), state=WAITING).uid
    with news.request("author") as request, pytest.raises(HTTPForbidden):
        edit_as_moderator(request, the(request, uid), "Changed")
    with news.request("editor") as request:
        assert edit_as_moderator(request, the(request, uid), "Changed")
        assert the(request, uid).state == WAITING
        former = request.db.scalars(select(Former)).one()
        assert (former.text, former.account_id) == ("Well said.", request.identity.id)
        trash(request, find_at(request, "/news"))
        with pytest.raises(OperationError, match="trash"):
            edit_as_moderator(request, the(request, uid), "Again")


def test_what_was_answered_leaves_an_empty_place(news: ScratchSite) -> None:
    with visit(news) as request:
        node = find_at(request, "/news")
        known = {"mail": "a@example.org", "person": "p", "address": "a", "network": "n"}
        above = add_comment(request, node, text="My secret", ticket="t" * 32, **known)
        below = add_comment(request, node, answers=above)
        request.db.add(Report(comment_id=above.id, who="x", created=request.now))
        change(request, above, "My other secret", own_key(request, above))
        take_back(request, above, own_key(request, above))
        request.db.expire_all()
        assert above.state == GONE
        for name in ("mail", "name", "person", "address", "network", "ticket", "digest"):
            assert getattr(above, name) is None, name
        assert (above.text, above.verdict, above.notify) == ("", [], False)
        assert request.db.scalars(select(Former)).all() == []
        assert request.db.scalars(select(Report)).all() == []
        assert below.parent_id == above.id
        assert numbers(request) == (1, 0)


def test_many_vanish_with_as_many_statements_as_one(news: ScratchSite) -> None:
    with news.request() as request:
        node = find_at(request, "/news")
        chain = [add_comment(request, node)]
        for number in range(20):
            state = SHOWN if number % 3 else WAITING
            chain.append(add_comment(request, node, answers=chain[-1], state=state))
        some = [chain[0], *chain[10:15]]
        with news.statements() as sql:
            assert vanish(request, some) == 6
        assert len(sql) <= 7, sql
        request.db.expire_all()
        assert [c.state for c in (chain[0], chain[14])] == [GONE, GONE]
        assert request.db.scalar(select(Comment.id).where(Comment.id == some[1].id)) is None
        numbers(request)
        assert vanish(request, some) == 2
        numbers(request)
