"""What is taken back is as it was: no text is shown that was a draft, no place is another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mastaba.api import (
    create,
    expire,
    find_at,
    move,
    publish,
    rename,
    save,
    schedule_update,
    set_end,
    trash,
    unpublish,
)
from mastaba.content.operations import OperationError
from mastaba.content.operations.undo import undo
from mastaba.testing import ScratchSite
from mastaba.tree.checks import check_tree
from mastaba_pages.models import Page, Section

DAY = timedelta(days=1)
TIMES = ("state", "published_at", "expires_at", "next_revision", "next_at", "live_revision")


@pytest.fixture
def pages(site: ScratchSite) -> ScratchSite:
    """`/news/page`, public, and `/other`."""
    with site.request("editor") as request:
        root = find_at(request, "/")
        for title in ("News", "Other"):
            publish(request, create(request, root, Section, {"title": title}))
        publish(request, create(request, find_at(request, "/news"), Page, {"title": "Page"}))
    return site


def taken_back(site: ScratchSite, act: Any) -> None:
    with site.request("editor") as request:
        at = request.now
        act(request, find_at(request, "/news/page"))
    with site.request("editor") as request:
        undo(request, at)


def test_a_draft_over_a_page_stays_a_draft_when_hiding_it_is_taken_back(
    pages: ScratchSite,
) -> None:
    with pages.request("editor") as request:
        save(request, find_at(request, "/news/page"), {"title": "Secret"})
    taken_back(pages, unpublish)
    shown = pages.client().get("/news/page").text
    assert "Page" in shown
    assert "Secret" not in shown
    assert "Secret" in pages.client("editor").get("/admin/news/page/@@edit").text


@pytest.mark.parametrize("button", ["unpublish", "expire"])
def test_the_button_that_takes_it_back_shows_no_draft_either(
    pages: ScratchSite, button: str
) -> None:
    with pages.request("editor") as request:
        save(request, find_at(request, "/news/page"), {"title": "Secret"})
    editor, visitor = pages.client("editor"), pages.client()
    done = editor.send(f"/admin/news/page/@@{button}", {"below": "no"}).follow()
    visitor.get("/news/page", status=404)
    form = done.html.select_one("[data-toast] form")
    fields = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    editor.post(form["action"], fields, status=303)
    assert "Secret" not in visitor.get("/news/page")


def test_an_end_that_was_set_is_what_it_was(pages: ScratchSite) -> None:
    with pages.request("editor") as request:
        page = find_at(request, "/news/page")
        set_end(request, page, request.now + 5 * DAY)
        before = [getattr(page, name) for name in TIMES]
    taken_back(pages, expire)
    taken_back(pages, lambda request, page: set_end(request, page, None))
    with pages.request() as request:
        page = find_at(request, "/news/page")
        assert [getattr(page, name) for name in TIMES] == before


def test_its_times_are_what_they_were(pages: ScratchSite) -> None:
    with pages.request("editor") as request:
        page = find_at(request, "/news/page")
        set_end(request, page, request.now + 5 * DAY)
        save(request, page, {"title": "Later"})
        schedule_update(request, page, request.now + DAY)
        before = [getattr(page, name) for name in TIMES]
    taken_back(pages, unpublish)
    with pages.request() as request:
        page = find_at(request, "/news/page")
        assert [getattr(page, name) for name in TIMES] == before


def test_what_cannot_be_taken_back_is_said(pages: ScratchSite) -> None:
    with pages.request("editor") as request:
        save(request, find_at(request, "/news/page"), {"title": "Newer"})
    with pytest.raises(OperationError, match="was public before"):
        taken_back(pages, publish)
    assert "Newer" in pages.client().get("/news/page")


def test_a_page_goes_back_to_its_section_and_to_no_other_at_that_address(
    pages: ScratchSite,
) -> None:
    with pages.request("editor") as request:
        at = request.now
        move(request, find_at(request, "/news/page"), find_at(request, "/other"))
    with pages.request("editor") as request:
        rename(request, find_at(request, "/news"), "old-news")
        create(request, find_at(request, "/"), Section, {"title": "News"}, slug="news")
    with pages.request("editor") as request:
        undo(request, at)
        assert find_at(request, "/old-news/page") is not None
        assert find_at(request, "/news/page") is None


def test_a_section_that_is_gone_takes_nothing_back(pages: ScratchSite) -> None:
    with pages.request("editor") as request:
        at = request.now
        move(request, find_at(request, "/news/page"), find_at(request, "/other"))
    with pages.request("editor") as request:
        trash(request, find_at(request, "/news"))
    with pages.request("editor") as request, pytest.raises(OperationError, match="since then"):
        undo(request, at)


@pytest.mark.parametrize("how", ["move", "trash"])
def test_its_place_in_the_order_may_be_somebody_s_by_now(pages: ScratchSite, how: str) -> None:
    with pages.request("editor") as request:
        news = find_at(request, "/news")
        for title in ("Last", "New"):
            create(request, news, Page, {"title": title})
        key = find_at(request, "/news/page").order_key
    with pages.request("editor") as request:
        at, page = request.now, find_at(request, "/news/page")
        move(request, page, find_at(request, "/other")) if how == "move" else trash(request, page)
    with pages.request("editor") as request:
        find_at(request, "/news/new").order_key = key
    with pages.request("editor") as request:
        undo(request, at)
    assert list(check_tree(pages.registry)) == []
