"""Sending a comment: what becomes of it, what is refused, and at what cost."""

from __future__ import annotations

from mastaba.api import find_at
from mastaba.testing import ScratchSite
from mastaba.testing.maker import visit
from mastaba_comments.operations import Draft, post


def test_a_visitor_and_an_editor(news: ScratchSite) -> None:
    with visit(news) as request:
        made = post(request, find_at(request, "/news"), Draft("Hello", "Ada"))
        assert made.state == "waiting"
    with news.request("editor") as request:
        made = post(request, find_at(request, "/news"), Draft("Hello"))
        assert made.state == "shown"
