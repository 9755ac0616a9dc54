"""`mastaba check` finds what is wrong with conversations, and puts it right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from mastaba.api import change_site_settings, create, find_at
from mastaba.testing import ScratchSite
from mastaba_comments import checks
from mastaba_comments.models import SHOWN, WAITING, Comment, Thread
from mastaba_comments.operations import vanish
from mastaba_pages.models import Page
from tests.functional.comments.conftest import add_comment

KEYS = (Comment.id, Comment.root, Comment.thread, Comment.depth, Comment.parent_id)


def fill(site: ScratchSite) -> None:
    """Two pages with threads; on one, what was answered is gone."""
    with site.request() as request:
        other = create(request, find_at(request, "/"), Page, {"title": "Other"})
        for node in (find_at(request, "/news"), other):
            above = None
            for number in range(14):
                state = WAITING if number % 3 else SHOWN
                answered = above if number % 5 else None
                above = add_comment(request, node, state=state, answers=answered)
                request.now += timedelta(seconds=1)
        first = request.db.scalars(select(Comment).order_by(Comment.id)).all()[:2]
        vanish(request, first)


def found(site: ScratchSite) -> tuple[list[str], list[str]]:
    return list(checks.check_numbers(site.registry)), list(checks.check_order(site.registry))


def test_nothing_is_wrong_at_first(news: ScratchSite) -> None:
    fill(news)
    assert found(news) == ([], [])


def test_wrong_numbers_are_counted_again(news: ScratchSite) -> None:
    fill(news)
    with news.request() as request:
        threads = request.db.execute(
            select(Thread.node_id, Thread.shown, Thread.waiting).order_by(Thread.node_id)
        ).all()
        mine = threads[0].node_id
        request.db.execute(update(Thread).where(Thread.node_id == mine).values(shown=99))
        request.db.execute(delete(Thread).where(Thread.node_id != mine))
    numbers, order = found(news)
    assert len(numbers) == 2
    assert "99 shown" in numbers[0]
    assert order == []
    checks.repair_numbers(news.registry)
    assert found(news) == ([], [])
    with news.request() as request:
        again = request.db.execute(select(Thread.node_id, Thread.shown, Thread.waiting))
        assert set(again) == set(threads)


def test_wrong_places_are_given_anew(news: ScratchSite) -> None:
    fill(news)
    with news.request() as request:
        before = request.db.execute(select(*KEYS).order_by(Comment.id)).all()
        other = [row for row in before if row.depth == 2][-1]
        for values in ({"root": "x" * 16}, {"thread": other.thread + "y"}):
            wrong = update(Comment).where(Comment.id == other.id)
            request.db.execute(wrong.values(values))
    numbers, order = found(news)
    assert numbers == []
    assert len(order) == 1
    assert "“Other”" in order[0]
    checks.repair_order(news.registry)
    assert found(news) == ([], [])
    with news.request() as request:
        assert list(request.db.execute(select(*KEYS).order_by(Comment.id))) == before


def test_what_stands_below_an_answer_that_is_gone_stays_there(news: ScratchSite) -> None:
    fill(news)
    with news.request() as request:
        rows = request.db.execute(select(*KEYS).order_by(Comment.thread)).all()
        gone = next(row for row in rows if row.depth == 1)
        request.db.execute(delete(Comment).where(Comment.id == gone.id))
        before = [row.thread for row in rows if row.id != gone.id]
        last = request.db.scalars(select(Comment).order_by(Comment.id.desc())).first()
        last.root = "x" * 16
    checks.repair_order(news.registry)
    checks.repair_numbers(news.registry)
    assert found(news) == ([], [])
    with news.request() as request:
        assert list(request.db.scalars(select(Comment.thread).order_by(Comment.thread))) == before


def test_a_type_that_is_misspelt_is_named(news: ScratchSite) -> None:
    assert list(checks.check_types(news.registry)) == []
    with news.request() as request:
        change_site_settings(request, {"mastaba.comments.types": "nope *.page pages.pgae"})
    sentences = list(checks.check_types(news.registry))
    assert [sentence.split(",")[0] for sentence in sentences] == [
        "mastaba.comments.types names 'nope'",
        "mastaba.comments.types names 'pages.pgae'",
    ]


def test_an_answer_to_another_page_begins_a_thread(news: ScratchSite) -> None:
    fill(news)
    with news.request() as request:
        rows: Any = request.db.scalars(select(Comment).order_by(Comment.id)).all()
        rows[-1].parent_id = rows[0].id
    assert len(found(news)[1]) == 1
    checks.repair_order(news.registry)
    assert found(news) == ([], [])
