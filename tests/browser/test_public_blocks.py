"""The core's blocks on a public page: read by anybody, and asking nobody else unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page as BrowserPage

from mastaba.api import Snippet, create, find_at, publish, save
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.support.bodies import block, body, heading, text

from .conftest import DESKTOP, PHONE

VIDEO = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
LOOKS = [
    pytest.param(DESKTOP, "light", id="wide-light"),
    pytest.param(PHONE, "dark", id="narrow-dark"),
]


@pytest.fixture
def filled(site: ScratchSite) -> ScratchSite:
    """A page with each block of the core."""
    callouts = [block("core.callout", {"kind": kind}, text(kind))
                for kind in ("note", "tip", "warning", "danger")]  # fmt: skip
    columns = [block("core.column", {}, heading(2, "Left")), block("core.column", {}, *callouts)]
    with site.request("editor") as request:
        shelf = find_at(request, "/", tree="library")
        hours = create(request, shelf, Snippet, {"title": "Hours", "body": body(text("Friday"))})
        page = create(request, find_at(request, "/"), Page, {"title": "Page"})
        for node in (hours, page, create(request, page, Page, {"title": "Below"})):
            publish(request, node)
        rest = [
            block("core.contents"),
            block("core.columns", {"shape": "last"}, *columns),
            block("core.details", {"summary": "More"}, text("Inside")),
            *[block("core.listing", {"layout": look}) for look in ("list", "titles", "cards")],
            block("core.snippet", {"snippet": hours.uid}),
            block("core.embed", {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "A tour"}),
            block("core.embed", {"url": "https://example.org/", "title": "Elsewhere"}),
        ]
        save(request, page, {"body": body(*rest)})
        publish(request, page)
    return site


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_every_block_is_free_of_violations(
    filled: ScratchSite,
    new_page: Callable[..., BrowserPage],
    axe: Callable[[BrowserPage], list[str]],
    viewport: dict[str, int],
    scheme: str,
) -> None:
    page = new_page(viewport=viewport, color_scheme=scheme)
    page.goto("/page")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_another_site_is_asked_after_a_click_only(filled: ScratchSite, page: BrowserPage) -> None:
    """Tests ask no other host, so the frame is then given an address of this one."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # This site lets nobody frame it, and says so on the console, sooner or later.
    page.route("**/robots.txt", lambda route: route.fulfill(body=""))
    page.goto("/page")
    frame = page.locator(".embed iframe")
    frame.evaluate("frame => frame.scrollIntoView()")
    page.wait_for_load_state("networkidle")
    assert frame.get_attribute("src") == VIDEO
    assert not [url for url in asked if "youtube" in url]
    frame.evaluate("frame => { frame.src = '/robots.txt'; }")
    page.goto("/page#more", wait_until="networkidle")
    assert not [url for url in asked if url.endswith("/robots.txt")]
    page.locator(".embed summary").focus()
    with page.expect_request("**/robots.txt"):
        page.keyboard.press("Enter")
