"""Feeds of comments: what they hold, for whom, and that readers of feeds understand them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from lxml import etree

from mastaba.api import (
    change_site_settings,
    create,
    expire,
    find_at,
    publish,
    share,
    trash,
    unpublish,
)
from mastaba.testing import Client, ScratchSite
from mastaba_comments.models import GONE, SPAM, TRASH, WAITING
from mastaba_pages.models import Page

ATOM = "{http://www.w3.org/2005/Atom}"
ONE, ALL = "/news/@@comments-feed", "/@@comments-feed"
Add = Callable[..., Any]
STATEMENTS = 6  # two lead to the page, two are about rights and settings


def entries(body: bytes) -> list[etree._Element]:
    return etree.fromstring(body).findall(f"{ATOM}entry")


def texts(body: bytes) -> list[str]:
    return [entry.findtext(f"{ATOM}content") or "" for entry in entries(body)]


def test_a_feed_holds_the_newest_comments_that_are_shown(
    news: ScratchSite, comment: Add, visitor: Client
) -> None:
    with news.request() as request:
        page = find_at(request, "/news")
        first = comment(request, page, "First & <b>", name="Ada <i>")
        later = request.now + timedelta(seconds=1)
        second = comment(request, page, "See https://e.org", created=later, answers=first)
        for state in (WAITING, SPAM, TRASH, GONE):
            comment(request, page, f"not shown {state}", state=state)
        uid = second.uid
    with news.statements() as sql:
        answer = visitor.get(ONE, status=200)
    alone = len(sql)
    assert answer.content_type == "application/atom+xml"
    assert "Set-Cookie" not in answer.headers
    page = visitor.get("/news", status=200)
    assert answer.headers.get("Cache-Control") == page.headers.get("Cache-Control")
    assert "private" in news.client("editor").get(ONE).headers["Cache-Control"]
    newest, oldest = entries(answer.body)
    assert newest.findtext(f"{ATOM}id") == f"urn:uuid:{uid}"
    link = newest.findall(f"{ATOM}link")[0].get("href")
    assert link == f"http://localhost/news/@@comments?comment={uid}#c-{uid}"
    assert oldest.findtext(f"{ATOM}author/{ATOM}name") == "Ada <i>"
    assert oldest.findtext(f"{ATOM}title") == "Ada <i> on News"
    assert texts(answer.body)[1].strip() == "<p>First &amp; &lt;b&gt;</p>"
    assert texts(visitor.get(ALL, status=200).body) == texts(answer.body)
    with news.request() as request:
        for number in range(60):
            comment(request, find_at(request, "/news"), f"Nr {number}")
    visitor.get("/")
    with news.statements() as sql:
        many = visitor.get(ONE, status=200)
    assert len(entries(many.body)) == 50
    assert len(sql) <= alone <= STATEMENTS


def test_readers_of_feeds_find_them_and_are_told_when_nothing_is_new(
    news: ScratchSite, comment: Add, visitor: Client
) -> None:
    heads = visitor.get("/news").html.find_all("link", rel="alternate")
    assert [(head["href"], head["title"]) for head in heads] == [
        (ONE, "Comments on News"),
        (ALL, f"Comments on {visitor.get('/').html.title.text.strip()}"),
    ]
    first = visitor.get(ONE, status=200)
    assert entries(first.body) == []
    seen = {"If-None-Match": first.headers["ETag"]}
    assert visitor.get(ONE, headers=seen, status=304).body == b""
    with news.request() as request:
        comment(request, find_at(request, "/news"), "New")
    assert texts(visitor.get(ONE, headers=seen, status=200).body) == ["<p>New</p>\n"]


HIDING: dict[str, Callable[[Any, Any], Any]] = {
    "draft": unpublish,
    "trash": trash,
    "expired": expire,
    "closed": lambda request, page: share(request, page, {}, inherit=False),
}


@pytest.mark.parametrize("how", sorted(HIDING))
def test_case_131_what_is_hidden_is_in_no_feed(
    how: str, news: ScratchSite, comment: Add, visitor: Client
) -> None:
    with news.request() as request:
        root: Any = find_at(request, "/")
        page = create(request, root, Page, {"title": "Plans"})
        publish(request, page)
        comment(request, page, "Secret words")
        comment(request, find_at(request, "/news"), "Open words")
    own = "/plans/@@comments-feed"
    seen = {"If-None-Match": visitor.get(own, status=200).headers["ETag"]}
    assert len(texts(visitor.get(ALL).body)) == 2
    with news.request() as request:
        HIDING[how](request, find_at(request, "/plans"))
    assert visitor.get(own, headers=seen, status=404).status_int == 404
    assert b"Secret" not in visitor.get(ALL, status=200).body
    assert b"Plans" not in visitor.get(ALL, status=200).body


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_feeds_can_be_switched_off(news: ScratchSite, visitor: Client) -> None:
    with news.request() as request:
        change_site_settings(request, {"mastaba.comments.feeds.enabled": False})
    visitor.get(ONE, status=404)
    assert "comments-feed" not in visitor.get("/news")
