"""Who sends comments without end makes a few of them, whatever else they vary."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from mastaba.api import find_at
from mastaba.testing import ScratchSite
from mastaba_comments.models import Comment

ALLOWED = 6  # of one address in a minute, by default; four times that of its network


def test_a_flood_leaves_the_queue_bounded(news: ScratchSite) -> None:
    with news.request() as request:
        page = find_at(request, "/news").uid
    visitor, found = news.client(), []
    for number in range(60):
        ticket = visitor.ticket(page, "comment", age=timedelta(minutes=number + 1))
        words = {"name": f"Bob {number}", "text": f"Message number {number}."}
        place = {"REMOTE_ADDR": f"203.0.113.{number % 8}"}
        answer = visitor.post(
            "/news/@@comment", {**words, **ticket}, extra_environ=place, status="*"
        )
        found.append(answer.status_int)
    assert found == [303] * 4 * ALLOWED + [429] * (60 - 4 * ALLOWED)
    with news.request() as request:
        assert request.db.scalar(select(func.count()).select_from(Comment)) == 4 * ALLOWED
    with news.statements() as sql:
        visitor.post("/news/@@comment", words, extra_environ=place, status=429)
    assert sql == []
