"""What moderators decide: rights in SQL, numbers right, as many statements for many as for one."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select

from mastaba.api import (
    copy,
    create,
    find,
    find_at,
    make_front,
    move,
    publish,
    purge,
    restore,
    share,
    trash,
)
from mastaba.events.models import Audit
from mastaba.testing import ScratchSite
from mastaba.testing.maker import visit
from mastaba_comments.commentable import why_closed
from mastaba_comments.models import (
    GONE,
    SHOWN,
    SPAM,
    STATES,
    WAITING,
    Author,
    Comment,
    Report,
    Thread,
)
from mastaba_comments.operations import decide, delete_for_good, set_open
from mastaba_comments.operations.decide import DECISIONS
from mastaba_comments.shown import shown, to_moderate
from mastaba_pages.models import Page, Section
from tests.functional.comments.conftest import add_comment


@pytest.fixture
def pages(news: ScratchSite) -> ScratchSite:
    """Beside `/news` a closed page `/closed`, each with a comment in every state."""
    with news.request() as request:
        closed = create(request, find_at(request, "/"), Page, {"title": "Closed"})
        publish(request, closed)
        for node in (find_at(request, "/news"), closed):
            for state in STATES:
                add_comment(request, node, state, state=state, person=node.title)
        share(request, closed, {}, inherit=False)
    return news


def every(request: Any) -> list[Comment]:
    return list(request.db.scalars(select(Comment).order_by(Comment.id)))


def are_right(request: Any) -> None:
    """Each row of a thread says what is there."""
    for thread in request.db.scalars(select(Thread)):
        request.db.refresh(thread)
        mine = list(
            request.db.scalars(select(Comment.state).where(Comment.node_id == thread.node_id))
        )
        assert (thread.shown, thread.waiting) == (mine.count(SHOWN), mine.count(WAITING))


def test_who_sees_what(pages: ScratchSite) -> None:
    for role in (None, "reader", "author", "editor"):
        with visit(pages) if role is None else pages.request(role) as request:
            seen = [(row.text, row.node_title) for row in shown(request).rows(20)]
            assert seen == [(SHOWN, "News")]
            held = [(row.text, row.node_title) for row in to_moderate(request).rows(20)]
            assert held == ([(state, "News") for state in STATES] if role == "editor" else [])


def test_an_empty_place_is_shown_while_answers_are(news: ScratchSite) -> None:
    with news.request("editor") as request:
        node = find_at(request, "/news")
        above = add_comment(request, node, state=GONE)
        below = add_comment(request, node, answers=above)
        assert shown(request).of(node).count() == 2
        decide(request, [below], SPAM)
        assert shown(request).of(node).count() == 0


@pytest.mark.parametrize("state", DECISIONS)
def test_a_decision_and_its_undoing(pages: ScratchSite, state: str) -> None:
    with pages.request("editor") as request:
        before = {c.uid: c.state for c in every(request)}
        for comment in every(request):
            request.db.add(Report(comment_id=comment.id, who="x", created=request.now))
        request.db.flush()
        done = decide(request, every(request), state)
        assert {one.before for one in done} == set(DECISIONS) - {state}
        assert {one.after for one in done} == {state}
        request.db.expire_all()
        mine = find_at(request, "/news").id
        for comment in every(request):
            touched = comment.node_id == mine and before[comment.uid] not in (state, GONE)
            assert comment.state == (state if touched else before[comment.uid])
            assert comment.decided == (request.now if touched else None)
            report = request.db.scalar(select(Report).where(Report.comment_id == comment.id))
            assert (report.settled is not None) == touched
        are_right(request)
        assert decide(request, every(request), state) == []
        for one in done:
            again = [c for c in every(request) if c.uid == one.uid]
            assert len(decide(request, again, one.before)) == 1
        request.db.expire_all()
        assert {c.uid: c.state for c in every(request)} == before
        are_right(request)
        actions = request.db.scalars(select(Audit.action).where(Audit.action.like("comments.%")))
        assert len(actions.all()) == 2 * len(done)


def test_who_moderates_nothing_decides_nothing(pages: ScratchSite) -> None:
    for role in (None, "reader", "author"):
        with visit(pages) if role is None else pages.request(role) as request:
            assert decide(request, every(request), SPAM) == []
            assert delete_for_good(request, every(request)) == 0
            with pytest.raises(HTTPForbidden):
                set_open(request, find_at(request, "/news"), "closed")
            with pytest.raises(ValueError, match="nothing to decide"):
                decide(request, every(request), GONE)


def test_a_batch_takes_as_many_statements_as_one(news: ScratchSite) -> None:
    counts = []
    for number in (1, 60):
        with news.request("editor") as request:
            node = find_at(request, "/news")
            some = [
                add_comment(request, node, f"{n}", state=WAITING, person=f"{n}")
                for n in range(number)
            ]
            with news.statements() as sql:
                assert len(decide(request, some, SHOWN)) == number
                request.db.flush()
            counts.append(len(sql))
            are_right(request)
            assert len(request.db.scalars(select(Author)).all()) >= number
    assert counts[0] == counts[1] <= 8


def test_deleting_for_good(pages: ScratchSite) -> None:
    with pages.request("editor") as request:
        node = find_at(request, "/news")
        above = add_comment(request, node, "above")
        add_comment(request, node, "below", answers=above)
        mine = [c for c in every(request) if c.node_id == node.id and c.text != "below"]
        assert delete_for_good(request, [*every(request)[:5], above]) == len(mine)
        request.db.expire_all()
        left = [(c.text, c.state) for c in every(request) if c.node_id == node.id]
        assert left == [("", GONE), ("below", SHOWN)]
        are_right(request)


def test_opening_and_closing_one_page(news: ScratchSite) -> None:
    with news.request("editor") as request:
        node = find_at(request, "/news")
        for state, closed in (("closed", True), ("open", False), (None, False)):
            set_open(request, node, state)
            thread = request.db.get(Thread, node.id)
            assert thread.state == state
            assert bool(why_closed(request, node, thread)) == closed
        assert thread.version == 3
        with pytest.raises(ValueError, match="neither"):
            set_open(request, node, "ajar")


def test_a_front_page_takes_comments_when_it_is_opened_only(news: ScratchSite) -> None:
    with news.request() as request:
        make_front(request, find_at(request, "/news"))
    front = news.client().get("/")
    assert "comment" not in front.html.find(id="content").get_text().lower()
    with news.request("editor") as request:
        set_open(request, find_at(request, "/news"), "open")
    news.client().get("/").mustcontain("Be the first to comment")


def test_they_follow_their_page(news: ScratchSite) -> None:
    """Moved, copied without them, hidden in the trash, back again, and gone for good."""
    with news.request("editor") as request:
        node = find_at(request, "/news")
        below = create(request, find_at(request, "/"), Section, {"title": "Below"})
        publish(request, below)
        add_comment(request, node)
        add_comment(request, node, state=WAITING)
        move(request, node, below)
        assert [row.node_path for row in shown(request).rows(9)] == ["/below/news"]
        other = copy(request, node, find_at(request, "/"))
        assert to_moderate(request).of(other).count() == 0
        assert request.db.get(Thread, other.id) is None
        uid = node.uid
        trash(request, node)
        assert to_moderate(request).count() == shown(request).count() == 0
        restore(request, find(request, uid, tree="trash"))
        assert to_moderate(request).count() == 2
        are_right(request)
    with news.request() as request:
        node = find(request, uid)
        trash(request, node)
        purge(request, find(request, uid, tree="trash"))
        assert every(request) == []
        assert request.db.scalars(select(Thread)).all() == []
