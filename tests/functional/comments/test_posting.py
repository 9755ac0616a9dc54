"""Sending a comment: what becomes of it, what is refused, and at what cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import func, select

from mastaba.api import Invalid, OperationError, create, find_at, share, trash, uuid7
from mastaba.testing import ScratchSite
from mastaba.testing.maker import visit
from mastaba_comments.commentable import is_commentable
from mastaba_comments.models import GONE, SHOWN, SPAM, TRASH, WAITING, Comment, Thread
from mastaba_comments.operations import Draft, post, set_open
from mastaba_pages.models import Page
from tests.functional.comments.conftest import add_comment

TICKET = SimpleNamespace(id="t" * 32, age=timedelta(minutes=1))
TRACES = SimpleNamespace(address="a" * 32, network="n" * 32)
SAID = Draft("Hello", "Ada")


@contextmanager
def chosen(site: ScratchSite, **settings: Any) -> Iterator[None]:
    """Settings of comments for a while, as if an editor had changed them."""
    from mastaba.settings import settings_of
    from mastaba_comments.settings import CommentSettings

    section = settings_of(site.registry, CommentSettings)
    before = {name: getattr(section, name) for name in settings}
    section.__dict__.update(settings)
    try:
        yield
    finally:
        section.__dict__.update(before)


def asking(site: ScratchSite, role: str | None) -> Any:
    return visit(site) if role is None else site.request(role)


@pytest.mark.parametrize(
    ("role", "state"), [(None, WAITING), ("reader", WAITING), ("editor", SHOWN)]
)
def test_what_is_sent_is_kept(news: ScratchSite, role: str | None, state: str) -> None:
    draft = Draft(" Hi\r\nyou ", "Ada", "ada@example.org", notify=True, consent=True)
    with asking(news, role) as request:
        made = post(request, find_at(request, "/news"), draft, ticket=TICKET, traces=TRACES)
        assert (made.text, made.state, made.depth, made.ticket) == ("Hi\nyou", state, 0, TICKET.id)
        assert (made.consented, made.created) == (request.now, request.now)
        assert (made.notify, made.tell, made.address) == (True, True, TRACES.address)
        known = None if role else ("Ada", "ada@example.org")
        assert (made.name, made.mail) == (known or (None, None))
        assert (made.person is None) == (role is not None)
        thread = request.db.get(Thread, made.node_id)
        shown = int(state == SHOWN)
        assert (thread.shown, thread.waiting, thread.version) == (shown, 1 - shown, shown)


def test_posting_takes_few_statements(news: ScratchSite) -> None:
    """The request itself takes up to four: the way in the tree, and who is logged in."""
    with news.request() as request:
        node = find_at(request, "/news")
        above = add_comment(request, node)
        add_comment(request, node, state=WAITING)
        uids = (None, above.uid)
    for role, uid in [(role, uid) for role in (None, "reader", "editor") for uid in uids]:
        with asking(news, role) as request:
            node = find_at(request, "/news")
            draft = Draft(f"Hello {role}", "Ada", "ada@example.org", answers=uid)
            ticket = SimpleNamespace(id=uuid7(), age=timedelta(minutes=1))
            with news.statements() as sql:
                post(request, node, draft, ticket=ticket, traces=TRACES)
                request.db.flush()
            assert len(sql) <= 7, sql


def test_a_post_takes_at_most_twelve_statements(news: ScratchSite) -> None:
    """From the socket to the redirect: the way in the tree, the log-in, and sending."""
    with news.request() as request:
        node = find_at(request, "/news")
        uids = ("", add_comment(request, node).uid)
        page = SimpleNamespace(uid=node.uid)
    fields = {"name": "Ada", "mail": "ada@example.org", "notify": "1"}
    for role in (None, "reader", "editor"):
        client = news.client(role)
        for uid in uids:
            sent = {**fields, "text": f"{role} says {uid}"}
            sent |= client.ticket(page, "comment", age=timedelta(seconds=10))
            with news.statements() as sql:
                client.send(f"/news/@@comment?answer={uid}", sent, status=303)
            assert len(sql) <= 12, "\n".join([str(len(sql)), *sql])


REFUSED = {
    "nothing": "",
    "blanks": " \n\t ",
    "marks": "\u0301\u0301",
    "no width": "\u200b\ufeff\uffff",
    "NUL": "\x00a",
    "half": "a\ud800",
    "long": "a" * 5001,
    "1 MB": "a" * 1_000_000,
}
STORED = ["\U0001f600", "b\uffff", "a\x0b\x1bb", "שלום \u202eabc", "a" * 5000, "1", "%_\\'\"--"]


def test_case_165_text_that_does_not_fit_is_refused(news: ScratchSite) -> None:
    with visit(news) as request:
        node = find_at(request, "/news")
        for text in REFUSED.values():
            with pytest.raises(Invalid) as error:
                post(request, node, Draft(text, "Ada"))
            assert list(error.value.fields) == ["text"]
            with pytest.raises(Invalid) as error:
                post(request, node, Draft("Hello", text[:200]))
            assert list(error.value.fields) == ["name"]


def test_case_165_text_is_stored_byte_for_byte(news: ScratchSite) -> None:
    with visit(news) as request:
        node = find_at(request, "/news")
        uids = [post(request, node, Draft(text, text[:100])).uid for text in STORED]
    with news.request() as request:
        for uid, text in zip(uids, STORED, strict=True):
            kept = request.db.scalars(select(Comment).where(Comment.uid == uid)).one()
            assert (kept.text, kept.name) == (text, text[:100])


def test_every_mistake_is_told_at_once(news: ScratchSite) -> None:
    with visit(news) as request, chosen(news, consent="I agree."):
        with pytest.raises(Invalid) as error:
            post(request, find_at(request, "/news"), Draft(" ", "", "nobody"))
        assert set(error.value.fields) == {"text", "name", "mail", "consent"}


def test_what_is_not_shown_cannot_be_answered(news: ScratchSite) -> None:
    with news.request() as request:
        node = find_at(request, "/news")
        states = (WAITING, SPAM, TRASH, GONE)
        uids = [add_comment(request, node, state=state).uid for state in states]
    for answers in (*uids, uuid7(), "x", "1' or '1'='1", "\x00", "a" * 10_000):
        refused_answer(news, answers)


def refused_answer(site: ScratchSite, answers: str) -> None:
    with visit(site) as request, pytest.raises(Invalid) as error:
        post(request, find_at(request, "/news"), Draft("Hello", "Ada", answers=answers))
    assert list(error.value.fields) == ["answers"]


def test_a_comment_of_another_page_cannot_be_answered(news: ScratchSite) -> None:
    with news.request() as request:
        other = create(request, find_at(request, "/"), Page, {"title": "Other"})
        uid = add_comment(request, other).uid
    refused_answer(news, uid)


def test_a_type_takes_comments_by_its_name_or_by_itself(
    news: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    with news.request("editor") as request:
        node = find_at(request, "/news")
        for types, taken in (("a.b *.page", True), ("pages.page", True), ("pages", False)):
            with chosen(news, types=types):
                assert is_commentable(request, node) == taken
        monkeypatch.setattr(Page, "__comments__", True, raising=False)
        with chosen(news, types=""):
            assert is_commentable(request, node)


def _close(request: Any, node: Any) -> None:
    set_open(request, node, "closed")


def _hide(request: Any, node: Any) -> None:
    share(request, node, {}, inherit=False)


CLOSED: dict[str, tuple[Callable[[Any, Any], Any], dict[str, Any], type[Exception], str]] = {
    "closed": (_close, {}, OperationError, "closed"),
    "of another type": (lambda *_: None, {"types": ""}, OperationError, "takes no comments"),
    "no visitors": (lambda *_: None, {"visitors": False}, OperationError, "Log in"),
    "restricted": (_hide, {}, HTTPForbidden, "view"),
    "in the trash": (trash, {}, HTTPForbidden, "view"),
}


@pytest.mark.parametrize("how", CLOSED)
def test_where_nobody_may_write_nothing_is_written(news: ScratchSite, how: str) -> None:
    do, settings, error, words = CLOSED[how]
    with news.request() as request:
        node = find_at(request, "/news")
        uid = node.uid
        do(request, node)
    with visit(news) as request, chosen(news, **settings) if settings else nullcontext():
        node = find_any(request, uid)
        with pytest.raises(error, match=words):
            post(request, node, SAID)
        assert request.db.scalar(select(func.count()).select_from(Comment)) == 0


def find_any(request: Any, uid: str) -> Any:
    from mastaba.api import find

    return find(request, uid) or find(request, uid, tree="trash")


def test_drafts_and_old_pages_are_closed_even_for_editors(news: ScratchSite) -> None:
    with news.request("editor") as request:
        draft = create(request, find_at(request, "/"), Page, {"title": "Draft"})
        with pytest.raises(OperationError, match="published"):
            post(request, draft, SAID)
        node = find_at(request, "/news")
        with chosen(news, close_after=timedelta(days=2)):
            post(request, node, SAID)
            request.now += timedelta(days=3)
            with pytest.raises(OperationError, match="older than 2 days"):
                post(request, node, SAID)
            set_open(request, node, "open")
            post(request, node, Draft("Once more", "Ada"))


def test_what_is_sent_twice_with_one_ticket_is_there_once(news: ScratchSite) -> None:
    """A reload, a second click; other words in a form that was sent are not lost."""
    uids = []
    for text in ("First\r\nline", "First\nline ", "Second", "Third"):
        with visit(news) as request:
            node = find_at(request, "/news")
            uids.append(post(request, node, Draft(text, "Ada"), ticket=TICKET).uid)
    assert uids[0] == uids[1]
    with news.request() as request:
        texts = request.db.scalars(select(Comment.text).order_by(Comment.id)).all()
        assert texts == ["First\nline", "Second", "Third"]
        assert request.db.scalar(select(Thread.waiting)) == 3


def test_answers_go_down_a_thousand_levels(news: ScratchSite, comment: Any) -> None:
    """Case 273: the last is sent like the first, with as many statements."""
    with news.request() as request:
        node, above = find_at(request, "/news"), None
        for _ in range(30):
            above = comment(request, node, answers=above)
        above.depth = 998
        request.db.flush()
        made = post(request, node, Draft("Deep", "Ada", answers=above.uid))
        assert (made.depth, made.root, made.parent_id) == (999, above.root, above.id)
        assert made.thread > above.thread
        assert len(made.thread) == len(above.thread)
