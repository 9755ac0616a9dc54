"""However many comments wait: as many statements, found by an index, for a branch too."""

from __future__ import annotations

from typing import Any

import pytest
from bench.queue import hold

from mastaba.api import create, find_at, publish, share
from mastaba.testing import ScratchSite
from mastaba_comments.moderating.asked import Asked
from mastaba_comments.moderating.listing import SIZE, listed, screenful
from mastaba_pages.models import Page
from tests.functional.comments.test_queue import QUEUE, texts

PAGES = 3


@pytest.fixture
def crowd(site: ScratchSite) -> ScratchSite:
    """Few wait on pages of everybody; none on a branch that readers moderate."""
    with site.request("admin") as request:
        branch = create(request, find_at(request, "/"), Page, {"title": "Branch"})
        publish(request, branch)
        share(request, branch, {"role:reader": ["moderator"]})
        for number in range(PAGES):
            page = create(request, find_at(request, "/"), Page, {"title": f"Page {number}"})
            publish(request, page)
        hold(request, pages(request), SIZE + 1)
    return site


def pages(request: Any) -> list[Page]:
    return [find_at(request, f"/page-{number}") for number in range(PAGES)]


def asked(site: ScratchSite, role: str, query: str = "") -> int:
    client = site.client(role)
    client.get(f"{QUEUE}?{query}")
    with site.statements() as sent:
        client.get(f"{QUEUE}?{query}")
    return len(sent)


QUERIES = ("", "order=oldest", "state=spam", "state=reported")


def test_the_queue_takes_the_same_statements_however_long_it_is(crowd: ScratchSite) -> None:
    few = [asked(crowd, role, query) for role in ("editor", "reader") for query in QUERIES]
    with crowd.request() as request:
        hold(request, pages(request), 3000)
    many = [asked(crowd, role, query) for role in ("editor", "reader") for query in QUERIES]
    assert many == few and max(many) <= 14
    assert texts(crowd.client("reader").get(QUEUE)) == []
    count = crowd.client("editor").get(QUEUE).html.select_one("[data-count=waiting]")
    assert count.text == "99+"


ORDER = "INDEX ix_comments_comment_state (state=?"
NODES = "INDEX ix_comments_comment_held (node_id=? AND state=?"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("role", "way"), [("editor", ORDER), ("reader", NODES)])
def test_no_list_of_moderators_reads_all_comments_or_pages(
    crowd: ScratchSite, role: str, way: str
) -> None:
    """SQLite's own words; PostgreSQL's depend on its statistics."""
    with crowd.request(role) as request:
        request.root = find_at(request, "/")
        with crowd.statements() as sent:
            for oldest in (False, True):
                screenful(request, Asked(oldest=oldest))
            listed(request, Asked(tab="reported")).count(100)
            listed(request, Asked(page=find_at(request, "/branch").uid, below=True)).count(100)
        plans = [plan(request, sql) for sql in sent if "comments_comment" in sql]
    assert plans
    for told in plans:
        assert "SCAN comments_comment" not in told and "SCAN node" not in told, told
        assert "(site_id=?)" not in told, told  # which is all pages
    assert way in plans[0], plans[0]
    assert NODES in plans[-1], plans[-1]


def plan(request: Any, sql: str) -> str:
    values = (None,) * sql.count("?")
    rows = request.db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
    return "\n".join(str(row[3]) for row in rows)


def test_pages_of_the_queue_meet_and_do_not_overlap(crowd: ScratchSite) -> None:
    editor, seen, url = crowd.client("editor"), [], QUEUE
    while url:
        page = editor.get(url)
        seen += texts(page)
        further = page.html.select_one(".pager [rel=next]")
        url = f"{QUEUE}{further['href']}" if further else ""
    assert seen == [f"No. {number}" for number in range(SIZE + 1)]
