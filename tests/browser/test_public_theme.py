"""The public theme in a real browser: reachable, readable, light, and silent about its visitors.

Each of these tests also fails when its page logs an error, breaks its content security policy or
asks another host (see `tests/browser/conftest.py`).
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import Response, expect

from mastaba.api import create, find_at, from_markdown, publish
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section
from tests.browser.conftest import PHONE

KILOBYTE = 1000
WIDTHS = (320, 390, 768, 959, 961, 1920)  # on both sides of the style sheet's one breakpoint
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
WIDE_ROW = " | ".join(f"{month} visitors" for month in MONTHS)
TEXT = f"""
A paragraph with **strong**, *emphasis*, `code`, ~~old~~ and [a link](https://example.org/far).

## Tides

- one
- two
  1. inner

> Keep the door open.

### Code

```python
print("{"a line that is much longer than any column of text on any telephone " * 3}")
```

| {WIDE_ROW} |
| {" | ".join("---" for _ in MONTHS)} |
| {" | ".join("1,204" for _ in MONTHS)} |

---

Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft

مكتبة المرفأ تفتح أبوابها مساء الخميس.
"""
PLACES = ["/", "/news", "/news/tide-tables", "/there-is-no-such-page"]


@pytest.fixture(autouse=True)
def content(site: ScratchSite) -> None:
    """A section in the menu with one page that uses everything an editor can write."""
    with site.request() as request:
        root = find_at(request, "/")
        news = create(request, root, Section, {"title": "News", "in_menu": True}, slug="news")
        publish(request, news)
        fields = {
            "title": "Tide tables",
            "summary": "When the water comes, and when it goes.",
            "body": from_markdown(TEXT).doc,
            "tags": "tides, tables",
        }
        publish(request, create(request, news, Page, fields, slug="tide-tables"))


def visit(tab: Tab, path: str) -> None:
    """Open a page; the error page's own status is not an offence."""
    if path == PLACES[-1]:
        tab.watch.expect("status of 404")  # type: ignore[attr-defined] # set by the fixture
    tab.goto(path)


def sideways(tab: Tab) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    return width


def test_error_page_shows_two_ways_on(page: Tab) -> None:
    visit(page, PLACES[-1])
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name="Go to the front page")).to_be_visible()
    main.get_by_role("link", name="Log in").click()
    assert page.url.endswith("/login?next=%2Fthere-is-no-such-page")


@SCHEMES
@pytest.mark.parametrize("size", [None, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    new_page: Callable[..., Tab], axe: Callable[[Tab], list[str]], scheme: str, size: Any
) -> None:
    tab = new_page(color_scheme=scheme, **({"viewport": size} if size else {}))
    for path in PLACES:
        visit(tab, path)
        assert axe(tab) == [], path


def test_nothing_scrolls_sideways(page: Tab) -> None:
    for path in PLACES:
        visit(page, path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            assert sideways(page) <= 0, (path, width)


def test_wide_things_scroll_by_themselves_and_by_keyboard(new_page: Callable[..., Tab]) -> None:
    tab = new_page(viewport=PHONE)
    tab.goto("/news/tide-tables")
    for selector in (".body .table", ".body pre"):
        box = tab.locator(selector)
        assert box.evaluate("box => box.scrollWidth > box.clientWidth"), selector
        box.focus()
        expect(box).to_be_focused()


def test_no_cookie_and_no_script(page: Tab) -> None:
    for path in PLACES:
        visit(page, path)
        assert page.context.cookies() == []
        expect(page.locator("script, style, [style], [onclick]")).to_have_count(0)


def test_theme_weighs_at_most_50_kilobytes(page: Tab) -> None:
    weights: dict[str, int] = {}

    def weigh(answer: Response) -> None:
        if answer.request.resource_type in ("stylesheet", "font"):
            body = answer.body()
            packed = answer.url.endswith(".woff2")
            weights[answer.url] = len(body if packed else gzip.compress(body))

    page.on("response", weigh)
    page.goto("/news/tide-tables", wait_until="networkidle")
    assert any(name.endswith(".woff2") for name in weights)
    assert sum(weights.values()) <= 50 * KILOBYTE, weights


def test_menu_opens_and_closes_without_script(new_page: Callable[..., Tab]) -> None:
    tab = new_page(viewport=PHONE, java_script_enabled=False)
    tab.goto("/news/tide-tables")
    menu = tab.get_by_role("navigation", name="Main")
    expect(menu).to_be_hidden()
    tab.get_by_role("button", name="Menu").click()
    expect(menu.get_by_role("link", name="News")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_menu_is_a_plain_list_where_there_is_room(page: Tab) -> None:
    page.goto("/news/tide-tables")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="News")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()


def test_first_tab_stop_skips_to_the_text(page: Tab) -> None:
    page.goto("/news/tide-tables")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_focus_is_visible(page: Tab) -> None:
    page.goto("/news/tide-tables")
    link = page.locator(".body a").first
    for _ in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    expect(link).to_have_css("outline-style", "solid")


def test_dark_is_dark(new_page: Callable[..., Tab]) -> None:
    light, dark = new_page(color_scheme="light"), new_page(color_scheme="dark")
    for tab in (light, dark):
        tab.goto("/news")
    paper = "Number(getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0])"
    assert light.evaluate(paper) > 240
    assert dark.evaluate(paper) < 40


def test_target_of_a_link_is_marked(page: Tab) -> None:
    page.goto("/news/tide-tables#tides")
    heading = page.get_by_role("heading", name="Tides")
    expect(heading).to_be_in_viewport()
    expect(heading).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_paper_gets_the_text_and_the_addresses_of_links(new_page: Callable[..., Tab]) -> None:
    tab = new_page(color_scheme="dark")
    tab.goto("/news/tide-tables")
    tab.emulate_media(media="print")
    expect(tab.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    for away in (".navigation", ".breadcrumbs", ".colophon-links"):
        expect(tab.locator(away)).to_be_hidden()
    expect(tab.get_by_role("heading", name="Tide tables")).to_be_visible()
    link = tab.locator(".body a").first
    after = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert "https://example.org/far" in after
    assert link.evaluate("link => link.getAttribute('href')") == "https://example.org/far"
