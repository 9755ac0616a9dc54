"""The facts beside a page: date and reading time, where they tell something."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.api import create, find_at, from_markdown, make_front, publish
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def add(request: Any, title: str, words: int) -> Any:
    doc = from_markdown("word " * words).doc
    page = create(request, find_at(request, "/"), Page, {"title": title, "body": doc})
    publish(request, page)
    return page


@pytest.mark.parametrize(("words", "shown"), [(650, "3 min read"), (330, "2 min read")])
def test_a_long_page_tells_its_reading_time(site: ScratchSite, words: int, shown: str) -> None:
    with site.request() as request:
        add(request, "Essay", words)
    site.client().get("/essay").mustcontain(shown)


def test_a_notice_tells_no_reading_time(site: ScratchSite) -> None:
    with site.request() as request:
        add(request, "Notice", 300)
    facts = site.client().get("/notice").html.select_one(".facts")
    assert facts.time is not None
    assert "min read" not in facts.text


def test_the_front_page_has_neither_date_nor_reading_time(site: ScratchSite) -> None:
    with site.request() as request:
        make_front(request, add(request, "Welcome", 700))
    assert site.client().get("/").html.select_one(".facts") is None
