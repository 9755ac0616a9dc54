"""Overview, contents, tree and page search."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.api import create, find_at, share
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page

HOSTILE = ("\u0000", "'", "%", "_", "\\", "<script>", "a" * 500, "🙂", "‮")


def titles(answer: Any) -> list[str]:
    return [link.text for link in answer.html.select("[data-row-link]")]


def test_the_overview_offers_a_new_page_in_each_branch(news: ScratchSite, editor: Client) -> None:
    page = editor.get("/admin/")
    assert "/admin/news/@@add?type=pages.page" in page.text
    assert "Your drafts" in page.text
    assert page.html.select_one("#main .rows a")["href"].endswith("/@@edit")


def test_an_empty_site_says_what_to_do_next(site: ScratchSite, editor: Client) -> None:
    page = editor.get("/admin/")
    assert "Nothing is written yet" in page.text
    assert page.html.select_one(".empty a")["href"] == "/admin/@@add?type=pages.page"


def test_contents_are_in_the_editors_order(news: ScratchSite, editor: Client) -> None:
    assert titles(editor.get("/admin/news")) == ["Live", "Draft", "Changed"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=draft", ["Draft"]),
        ("q=nothing", []),
        ("state=draft", ["Draft"]),
        ("state=published", ["Live"]),
        ("state=changed", ["Changed"]),
        ("state=scheduled", []),
        ("state=expired", []),
        ("state=nonsense", ["Live", "Draft", "Changed"]),
        ("sort=title", ["Changed", "Draft", "Live"]),
        ("sort=-title", ["Live", "Draft", "Changed"]),
        ("sort=-modified", ["Changed", "Draft", "Live"]),
        ("sort=nonsense", ["Live", "Draft", "Changed"]),
        ("below=1", ["Changed", "Draft", "Live"]),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_contents_can_be_filtered_and_sorted(
    news: ScratchSite, editor: Client, query: str, expected: list[str]
) -> None:
    assert sorted(titles(editor.get(f"/admin/news?{query}"))) == sorted(expected)
    if "sort" in query and "nonsense" not in query:
        assert titles(editor.get(f"/admin/news?{query}"))[0] == expected[0]


def test_the_whole_site_is_listed_from_the_root(news: ScratchSite, editor: Client) -> None:
    assert titles(editor.get("/admin/@@contents")) == ["News"]
    assert len(titles(editor.get("/admin/@@contents?below=1"))) == 4


def test_long_lists_have_pages(news: ScratchSite, editor: Client) -> None:
    with news.request("editor") as request:
        section = find_at(request, "/news")
        for number in range(60):
            create(request, section, Page, {"title": f"Note {number:02}"})
    first = editor.get("/admin/news")
    assert len(titles(first)) == 50
    second = first.click("Next")
    assert titles(second)[-1] == "Note 59"
    assert "Next" not in second.html.select_one(".pager").text


def test_lists_stay_within_ten_statements(news: ScratchSite, editor: Client) -> None:
    for path in ("/admin/", "/admin/news", "/admin/news?q=e&below=1&sort=-modified"):
        editor.get(path)
        with news.statements() as sql:
            editor.get(path)
        assert len(sql) <= 10, f"{path}: {len(sql)}"


def test_the_number_of_statements_does_not_grow_with_the_rows(
    news: ScratchSite, editor: Client
) -> None:
    editor.get("/admin/news")  # what is kept between requests is read now
    with news.statements() as few:
        editor.get("/admin/news")
    with news.request("editor") as request:
        for number in range(20):
            create(request, find_at(request, "/news"), Page, {"title": f"Note {number}"})
    editor.get("/admin/news")
    with news.statements() as many:
        editor.get("/admin/news")
    assert len(many) <= len(few)


def test_a_restricted_page_is_marked_and_hidden_from_others(
    news: ScratchSite, editor: Client, admin: Client
) -> None:
    with news.request() as request:
        share(request, find_at(request, "/news/live"), {}, inherit=False)
    assert "Live" not in titles(editor.get("/admin/news"))
    assert "/news/live" not in editor.get("/admin/@@find-page?q=live").text
    page = admin.get("/admin/news")
    assert "Live" in titles(page)
    assert page.html.select_one('svg[aria-label="Restricted"]') is not None


def test_the_tree_opens_branch_by_branch(news: ScratchSite, editor: Client) -> None:
    branch = editor.get("/admin/news/@@tree").html
    items = branch.select("[role=treeitem]")
    assert [item["aria-level"] for item in items] == ["3", "3", "3"]
    assert items[0].a["href"] == "/admin/news/live/@@edit"


def test_the_sidebar_is_open_on_the_way_to_this_place(news: ScratchSite, editor: Client) -> None:
    page = editor.get("/admin/news/live/@@edit").html
    current = page.select_one(".tree [aria-current]")
    assert current["aria-label"] == "Live"
    assert page.select_one('.tree [aria-label="News"]')["aria-expanded"] == "true"


def test_a_wide_branch_is_cut_off_with_a_way_to_the_rest(
    news: ScratchSite, editor: Client
) -> None:
    with news.request("editor") as request:
        for number in range(45):
            create(request, find_at(request, "/news"), Page, {"title": f"Note {number}"})
    branch = editor.get("/admin/news/@@tree").html
    assert len(branch.select("[role=treeitem]:not(.tree-more)")) == 40
    more = branch.select_one(".tree-more")
    assert more.a["href"] == "/admin/news"
    rest = editor.get(more["data-more"]).html
    assert [item["aria-label"] for item in rest.select("[role=treeitem]")][-1] == "Note 44"
    assert len(rest.select("[role=treeitem]")) == 8
    assert rest.select_one(".tree-more") is None
    last = editor.get("/admin/news/note-44/@@edit").html.select(".tree [aria-current]")
    assert [item["aria-label"] for item in last] == ["Note 44"]


def test_pages_are_found_by_words_and_by_uid(news: ScratchSite, editor: Client) -> None:
    (found,) = editor.get("/admin/@@find-page?q=chang").json
    assert found["title"] == "Changed"
    assert (found["path"], found["state"]) == ("/news/changed", "changed")
    assert editor.get(f"/admin/@@find-page?uid={found['uid']}").json == [found]
    assert editor.get("/admin/@@find-page?uid=nonsense").json == []


@pytest.mark.parametrize("text", HOSTILE)
def test_any_words_can_be_looked_for(news: ScratchSite, editor: Client, text: str) -> None:
    for path in ("/admin/@@find-page", "/admin/news", "/admin/news/live/@@move"):
        answer = editor.get(path, {"q": text}, expect_errors=True)
        assert answer.status_int in (200, 400)


@pytest.mark.parametrize("cursor", ["x", "", "eyJ4IjoxfQ", "W10"])
def test_a_forged_cursor_is_refused(news: ScratchSite, editor: Client, cursor: str) -> None:
    answer = editor.get(f"/admin/news?after={cursor}", expect_errors=True)
    assert answer.status_int in (200, 400)


def test_an_empty_section_and_an_empty_filter_offer_a_next_step(
    news: ScratchSite, editor: Client
) -> None:
    assert editor.get("/admin/news/live").html.select_one(".empty a") is not None
    assert editor.get("/admin/news?q=zzz").html.select_one(".empty a")["href"] == "?"
