"""No accessibility violation on any screen of the admin, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from mastaba.api import create, find_at, publish, save, trash
from mastaba.content.operations import create_group
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section

from .conftest import DESKTOP, PHONE

LOOKS = [
    pytest.param(DESKTOP, "light", id="wide-light"),
    pytest.param(DESKTOP, "dark", id="wide-dark"),
    pytest.param(PHONE, "light", id="narrow-light"),
    pytest.param(PHONE, "dark", id="narrow-dark"),
]
SCREENS = (
    "/admin/", "/admin/news", "/admin/news?arrange=1", "/admin/news?q=nothing-like-this",
    "/admin/@@contents?below=1", "/admin/news/live/@@edit", "/admin/news/@@add?type=pages.page",
    "/admin/news/live/@@history", "/admin/news/live/@@compare?old=1&new=2",
    "/admin/news/live/@@revision?number=1", "/admin/news/live/@@move", "/admin/-/trash",
    "/admin/news/@@copy", "/admin/news/@@unpublish", "/admin/-/jobs", "/admin/news/live/@@look",
    "/admin/news/live/@@usage", "/admin/news/@@usage?whole=1", "/admin/news/@@trash",
    "/admin/-/empty-trash",
    "/admin/-/people", "/admin/-/people/1", "/admin/-/groups", "/admin/-/groups/1",
    "/admin/-/privacy",
    "/admin/news/@@sharing?person=editor", "/admin/news/@@sharing?who=editor&role=reviewer",
    "/admin/-/plugins", "/admin/-/settings", "/admin/news/@@export",
    "/admin/-/library/", "/admin/-/library/pages.topics", "/admin/-/outbox", "/admin/-/account",
    "/admin/-/library/@@add?type=core.snippet",
)  # fmt: skip
NewPage = Callable[..., BrowserPage]
Axe = Callable[[BrowserPage], list[str]]
LogIn = Callable[[BrowserPage, str], None]


def document(text: str) -> dict[str, Any]:
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    return {"type": "doc", "content": [paragraph]}


@pytest.fixture
def filled(site: ScratchSite) -> ScratchSite:
    """A section with a page in each state that the lists know, and something in the trash."""
    with site.request("editor") as request:
        section = create(request, find_at(request, "/"), Section, {"title": "News"})
        publish(request, section)
        live = create(request, section, Page, {"title": "Live", "body": document("Some words.")})
        publish(request, live)
        save(request, live, {"title": "Live again", "body": document("Other words.")})
        create(request, section, Page, {"title": "A draft with quite a long title, indeed"})
        trash(request, create(request, section, Page, {"title": "Gone"}))
    with site.request() as request:
        create_group(request, "Press team")
    return site


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_every_screen_is_free_of_violations(
    filled: ScratchSite,
    new_page: NewPage,
    log_in: LogIn,
    axe: Axe,
    viewport: dict[str, int],
    scheme: str,
) -> None:
    page = new_page(viewport=viewport, color_scheme=scheme)
    log_in(page, "admin")
    found: list[str] = []
    for path in SCREENS:
        page.goto(path)
        found += [f"{path}: {violation}" for violation in axe(page)]
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{path}: {wider} px too wide"] if wider > 0 else []
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_the_doors_and_errors_are_free_of_violations(
    filled: ScratchSite,
    new_page: NewPage,
    log_in: LogIn,
    axe: Axe,
    viewport: dict[str, int],
    scheme: str,
) -> None:
    page = new_page(viewport=viewport, color_scheme=scheme)
    page.goto("/login")
    assert axe(page) == []
    log_in(page, "editor")
    page.watch.expect("status of 404")  # type: ignore[attr-defined] # set by the fixture
    page.goto("/admin/nowhere")
    assert axe(page) == []


def test_open_menus_dialogs_and_messages_are_free_of_violations(
    filled: ScratchSite, new_page: NewPage, log_in: LogIn, axe: Axe
) -> None:
    page = new_page()
    log_in(page, "admin")
    page.goto("/admin/news/live/@@edit")
    page.get_by_role("button", name="More actions").click()
    assert axe(page) == []
    page.locator("#page-menu").get_by_role("button", name="Unpublish").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Unpublish").click()
    expect(page.locator("[data-toast]")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Account of Admin").click()
    assert axe(page) == []


def test_the_sidebar_opens_on_a_phone_without_script(
    filled: ScratchSite, new_page: NewPage, log_in: LogIn
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    log_in(page, "editor")
    page.goto("/admin/news")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation", name="Admin")).to_be_visible()


def test_twenty_rows_fit_on_a_screen_of_900_pixels(
    site: ScratchSite, new_page: NewPage, log_in: LogIn
) -> None:
    with site.request("editor") as request:
        for number in range(30):
            create(request, find_at(request, "/"), Page, {"title": f"Page {number}"})
    page = new_page()
    log_in(page, "editor")
    page.goto("/admin/@@contents")
    rows = page.locator("[data-row]")
    boxes = [rows.nth(index).bounding_box() for index in range(20)]
    assert all(box and box["y"] + box["height"] <= 900 for box in boxes)
