"""Two people at once on PostgreSQL; SQLite has one writer at a time, from before it reads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event, func, select

from mastaba.api import Invalid, OperationError, find_at, uuid7
from mastaba.db import Database
from mastaba.testing import ScratchSite
from mastaba_comments.models import GONE, SHOWN, SPAM, WAITING, Comment, Thread
from mastaba_comments.operations import Draft, change, decide, delete_for_good, post, take_back
from mastaba_comments.privacy.retention import forget_old
from tests.functional.comments.conftest import add_comment

pytestmark = [
    pytest.mark.parametrize("database", ["postgres"], indirect=True),
    pytest.mark.postgres,
]
LONGEST = 20  # seconds
Act = Callable[[Any], Any]


def at_once(site: ScratchSite, first: Act, second: Act, meets: str) -> Any:
    """What `second` returns or raises, when it comes to the statement `meets` while `first` is
    done and not yet committed."""
    reached, said = threading.Event(), []

    def on_execute(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if threading.current_thread() is other and meets in " ".join(sql.split()):
            reached.set()

    def run() -> None:
        try:
            with site.request("editor") as request:
                said.append(second(request))
        except Invalid as error:
            said.append(error)

    engine = site.registry[Database].writes
    other = threading.Thread(target=run)
    event.listen(engine, "before_cursor_execute", on_execute)
    try:
        with site.request("editor") as request:
            first(request)
            request.db.flush()
            other.start()
            assert reached.wait(LONGEST), meets
        other.join(LONGEST)
    finally:
        event.remove(engine, "before_cursor_execute", on_execute)
    return said[0]


def send(ticket: str, answers: str | None = None) -> Act:
    made = SimpleNamespace(id=ticket, age=timedelta(minutes=1))

    def act(request: Any) -> str:
        node = find_at(request, "/news")
        return post(request, node, Draft("Hello", "Ada", answers=answers), ticket=made).uid

    return act


def the(request: Any, uid: str) -> Any:
    return request.db.scalar(select(Comment).where(Comment.uid == uid))


def add(site: ScratchSite, state: str = SHOWN) -> str:
    """A comment that the editor wrote a moment ago."""
    site.account("editor")
    with site.request("editor") as request:
        mine = {"account_id": request.identity.id, "name": None}
        return add_comment(request, find_at(request, "/news"), state=state, **mine).uid


def test_a_ticket_that_is_sent_twice_makes_one_comment(news: ScratchSite) -> None:
    uid = at_once(news, send("t" * 32), send("t" * 32), "INSERT INTO comments_comment")
    with news.request() as request:
        assert request.db.scalars(select(Comment.uid)).all() == [uid]
        assert request.db.scalar(select(Thread.shown)) == 1


def test_two_comments_are_counted(news: ScratchSite) -> None:
    at_once(news, send(uuid7()), send(uuid7()), "INSERT INTO comments_thread")
    with news.request() as request:
        assert request.db.scalar(select(func.count()).select_from(Comment)) == 2
        assert request.db.execute(select(Thread.shown, Thread.version)).one() == (2, 2)


def test_what_is_answered_is_taken_back_meanwhile(news: ScratchSite) -> None:
    uid = add(news)

    def first(request: Any) -> None:
        take_back(request, the(request, uid))

    answer = send(uuid7(), answers=uid)
    said = at_once(news, first, answer, "INSERT INTO comments_comment")
    assert isinstance(said, Invalid)
    assert list(said.fields) == ["answers"]
    with news.request() as request:
        assert request.db.scalars(select(Comment)).all() == []


def test_what_is_taken_back_is_answered_meanwhile(news: ScratchSite) -> None:
    uid = add(news)

    def second(request: Any) -> None:
        take_back(request, the(request, uid))

    at_once(news, send(uuid7(), answers=uid), second, "FOR UPDATE")
    with news.request() as request:
        assert the(request, uid).state == GONE
        states = request.db.scalars(select(Comment.state).order_by(Comment.id)).all()
        assert states == [GONE, SHOWN]
        assert request.db.scalar(select(Thread.shown)) == 1


@pytest.mark.parametrize("gone", [False, True])
def test_what_is_decided_meanwhile_is_not_changed_back(news: ScratchSite, gone: bool) -> None:
    uid = add(news)

    def first(request: Any) -> None:
        some = [the(request, uid)]
        delete_for_good(request, some) if gone else decide(request, some, SPAM)

    def second(request: Any) -> str:
        try:
            change(request, the(request, uid), "Other words")
        except OperationError as error:
            return str(error)
        return ""

    said = at_once(news, first, second, "FOR UPDATE")
    with news.request() as request:
        states = request.db.scalars(select(Comment.state)).all()
        assert states == ([] if gone else [SPAM])
        assert ("removed" in said) == gone
        assert request.db.execute(select(Thread.shown, Thread.waiting)).one() == (0, 0)


def test_two_moderators_decide_at_once(news: ScratchSite) -> None:
    uid = add(news, WAITING)

    def to(state: str) -> Act:
        return lambda request: decide(request, [the(request, uid)], state)

    assert at_once(news, to(SHOWN), to(SPAM), "UPDATE comments_comment") == []
    with news.request() as request:
        assert the(request, uid).state == SHOWN
        assert request.db.execute(select(Thread.shown, Thread.waiting)).one() == (1, 0)


def test_what_is_brought_back_meanwhile_is_not_swept_away(news: ScratchSite) -> None:
    news.account("editor")
    with news.request() as request:
        old = {"created": request.now - timedelta(days=31)}
        uids = [
            add_comment(request, find_at(request, "/news"), text, state=SPAM, **old).uid
            for text in ("good", "bad")
        ]

    def first(request: Any) -> None:
        decide(request, [the(request, uids[0])], SHOWN)

    assert at_once(news, first, forget_old, "FOR UPDATE") == 1
    with news.request() as request:
        assert request.db.scalars(select(Comment.text)).all() == ["good"]
