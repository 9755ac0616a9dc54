"""A screenful of a conversation is found by its place in the index, wherever it begins."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from mastaba.api import find_at
from mastaba.testing import ScratchSite
from mastaba.testing.maker import visit
from mastaba_comments.models import SPAM
from mastaba_comments.talking.screenful import Place, rows_at
from tests.functional.comments.conftest import add_comment
from tests.functional.comments.test_queue_speed import plan

THREADS = 40


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_273_a_screenful_is_a_range_of_an_index(news: ScratchSite) -> None:
    with news.request() as request:
        node = find_at(request, "/news")
        roots = sorted(add_comment(request, node).thread for _ in range(THREADS))
        for _ in range(THREADS):
            add_comment(request, node, "spam", state=SPAM)
        request.db.execute(text("ANALYZE"))
    for order, mark in (("oldest", ""), ("oldest", roots[-9]), ("newest", roots[8])):
        with visit(news) as request:
            node = find_at(request, "/news")
            with news.statements() as sql:
                rows = rows_at(request, node, Place(order, mark), 5)
            told = plan(request, sql[-1])
        assert len(rows) == 5
        entered = "(node_id=? AND root" if mark else "(node_id=?)"
        assert f"comments_comment USING INDEX ix_comments_comment_thread {entered}" in told, told
        assert "answer USING INDEX ix_comments_comment_parent" in told, told
        assert ("TEMP B-TREE" in told) == (order == "newest"), "only within one thread"
