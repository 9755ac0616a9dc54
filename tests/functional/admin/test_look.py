"""Reviewers and authors on pages that they may read and not change: never a dead end."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.api import Snippet, create, find_at, publish
from mastaba.testing import ScratchSite

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def opened(news: ScratchSite, role: str, path: str) -> Any:
    """What a link to the form leads somebody to who may not write there."""
    return news.client(role).get(f"{path}/@@edit", status=302).follow(status=200)


def doings(page: Any) -> list[str]:
    return [doing.text.strip() for doing in page.html.select(".page-head .actions > *")]


def test_a_reviewer_reads_compares_and_publishes(news: ScratchSite) -> None:
    page = opened(news, "reviewer", "/admin/news/changed")
    assert doings(page) == ["View", "What changed", "Unpublish…", "Update"]
    reviewer = news.client("reviewer")
    assert "Newer text." in reviewer.get(page.html.select_one("iframe")["src"])
    assert "Newer" in page.click("What changed")
    answer = reviewer.send("/admin/news/changed/@@publish", status=303).follow().follow()
    assert "is published: visitors read it now" in answer
    assert doings(answer) == ["View", "Unpublish…"]
    assert "Newer text." in news.client().get("/news/changed")


def test_a_reviewer_has_the_tabs_of_a_reader_of_drafts(news: ScratchSite) -> None:
    page = opened(news, "reviewer", "/admin/news/draft")
    tabs = [tab.text.strip() for tab in page.html.select("nav.tabs a")]
    assert tabs == ["Contents", "Page", "Preview", "History"]
    history = news.client("reviewer").get("/admin/news/draft/@@history")
    assert "Restore" not in [button.text.strip() for button in history.html.select("main button")]
    news.client("reviewer").send("/admin/news/draft/@@restore", {"number": 1}, status=403)


def test_an_author_reads_what_is_live_of_the_pages_of_others(news: ScratchSite) -> None:
    page = opened(news, "author", "/admin/news/changed")
    assert doings(page) == ["View"]
    frame = news.client("author").get(page.html.select_one("iframe")["src"])
    frame.mustcontain("Text of changed.", no="Newer text.")
    news.client("author").get("/admin/news/changed/@@history", status=403)
    news.client("author").get("/admin/news/draft/@@edit", status=404)


def test_what_has_no_address_is_shown_field_by_field(news: ScratchSite) -> None:
    with news.request("editor") as request:
        root = find_at(request, "/", tree="library")
        publish(request, create(request, root, Snippet, {"title": "Hours"}))
    page = opened(news, "reviewer", "/admin/-/library/hours")
    assert page.html.select_one("main iframe") is None
    assert "Hours" in [part.text.strip() for part in page.html.select(".diff-text")]


def test_nobody_is_led_back_to_what_was_refused(news: ScratchSite) -> None:
    refused = news.client("reader").get("/admin/", status=403)
    assert [way["href"] for way in refused.html.select(".actions a")] == ["/"]


def test_an_author_is_not_told_to_publish(news: ScratchSite) -> None:
    form = news.client("author").get("/admin/news/@@add?type=pages.page")
    form.mustcontain("until somebody who may publish does so", no="Publish, and everybody")
    assert [button.text for button in form.html.select("button[value=save]")] == ["Save draft"]
