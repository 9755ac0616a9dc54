"""What visitors see of pages and sections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mastaba.api import create, find_at, make_front, publish, share
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section


def body(text: str) -> dict[str, Any]:
    return {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
    }


def add(request: Any, parent: str, title: str, model: Any = Page, **data: Any) -> Any:
    node = create(request, find_at(request, parent), model, {"title": title, **data})
    publish(request, node, at=data.pop("at", None))
    return node


def fill(site: ScratchSite, *, newest_first: bool, count: int = 23) -> None:
    with site.request() as request:
        add(request, "/", "News", Section, newest_first=newest_first, summary="What happened")
        for number in range(count):
            page = create(
                request, find_at(request, "/news"), Page, {"title": f"Story {number:02}"}
            )
            publish(request, page, at=request.now - timedelta(days=count - number))


def titles(response: Any) -> list[str]:
    return [link.text.strip() for link in response.html.select(".entries a")]


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_long_section_is_paged_there_and_back(make_site: Any, newest_first: bool) -> None:
    site = make_site({"mastaba.site.page_size": "10"})
    fill(site, newest_first=newest_first)
    expected = [f"Story {n:02}" for n in range(23)]
    if newest_first:
        expected.reverse()
    visitor = site.client()
    first = visitor.get("/news")
    assert titles(first) == expected[:10]
    first.mustcontain("What happened")
    second = first.click(linkid=None, href="after=")
    assert titles(second) == expected[10:20]
    third = second.click(href="after=")
    assert titles(third) == expected[20:]
    assert "after=" not in third
    back = third.click(href="before=")
    assert titles(back) == expected[10:20]
    assert titles(back.click(href="before=")) == expected[:10]
    assert "before=" not in back.click(href="before=")


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=%FF", "after=" + "A" * 5000, "before=W10", "after=WyJvcmRlciIsMSwyXQ",
     "after=WyJ0aXRsZSIsImEiLDFd", "after=WyJvcmRlciIsImEiLC0xXQ",
     "after=WyJvcmRlciIsImEiLHRydWVd"],
)  # fmt: skip
def test_case_173_a_forged_cursor_is_a_bad_request(site: ScratchSite, query: str) -> None:
    fill(site, newest_first=False, count=1)
    site.client().get(f"/news?{query}", status=400)


def test_an_empty_section_says_so(site: ScratchSite) -> None:
    fill(site, newest_first=True, count=0)
    site.client().get("/news").mustcontain("Nothing has been published here yet")


def test_a_page_shows_text_tags_date_and_what_lies_below(make_site: Any) -> None:
    site = make_site({"mastaba.site.time_zone": "Pacific/Kiritimati"})
    with site.request() as request:
        page = create(
            request,
            find_at(request, "/"),
            Page,
            {
                "title": "Visit <us>",
                "body": body("Bring & share"),
                "tags": ["a", "b&c"],
                "summary": "Soon",
            },
        )
        publish(request, page, at=request.now.replace(year=2026, month=1, day=1, hour=23))
        add(request, page.path, "Parking")
        create(request, page, Page, {"title": "Secret draft"})
    shown = site.client().get("/visit-us")
    shown.mustcontain(
        "Visit &lt;us&gt;", "Bring &amp; share", "b&amp;c", "Soon", "Parking", "2 January 2026"
    )
    shown.mustcontain(no=["Secret draft"])


def test_the_menu_shows_what_is_public_and_wanted(site: ScratchSite) -> None:
    with site.request() as request:
        add(request, "/", "Shown")
        add(request, "/", "Unlisted", in_menu=False)
        create(request, find_at(request, "/"), Page, {"title": "Draft"})
        share(request, add(request, "/", "Staff"), {"role:reader": ["reader"]}, inherit=False)
    menu = site.client().get("/shown").html.select_one("nav.navigation")
    assert [link.text for link in menu.select("a")] == ["Shown"]
    assert menu.select_one("[aria-current]").text == "Shown"
    reader = site.client("reader").get("/shown").html.select_one("nav.navigation")
    assert [link.text for link in reader.select("a")] == ["Shown", "Staff"]


def test_breadcrumbs_lead_from_the_root(site: ScratchSite) -> None:
    with site.request() as request:
        add(request, "/", "A", Section)
        add(request, "/a", "B", Section)
        add(request, "/a/b", "C")
    crumbs = site.client().get("/a/b/c").html.select("nav.breadcrumbs a")
    assert [(c.text, c["href"]) for c in crumbs] == [("Home", "/"), ("A", "/a"), ("B", "/a/b")]


def test_a_front_page_has_no_breadcrumbs(site: ScratchSite) -> None:
    with site.request() as request:
        make_front(request, add(request, "/", "Welcome", body=body("Come in")))
    front = site.client().get("/")
    front.mustcontain("Come in")
    assert not front.html.select("nav.breadcrumbs")


def test_anonymous_visitors_get_no_cookie(site: ScratchSite) -> None:
    fill(site, newest_first=True, count=2)
    visitor = site.client()
    for path in ("/", "/news", "/news/story-00", "/nothing-here"):
        response = visitor.get(path, expect_errors=True)
        assert "Set-Cookie" not in response.headers


def test_a_view_of_one_type_does_not_answer_for_another(site: ScratchSite) -> None:
    with site.request() as request:
        add(request, "/", "Page")
    site.client().get("/page/@@nothing", status=404)
