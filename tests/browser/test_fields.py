"""Every type of field in a real browser: usable by keyboard, no violation, nothing lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from mastaba.api import create, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.support.every_field import Everything, add_everything

from .conftest import DESKTOP, PHONE

NewPage = Callable[..., BrowserPage]
Axe = Callable[[BrowserPage], list[str]]
LogIn = Callable[[BrowserPage, str], None]
EDIT = "/admin/evening/@@edit"
PICTURES = os.environ.get("MASTABA_PICTURES")


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """A site with a page to refer to and one content of every field."""
    made = make_site({"mastaba.site.time_zone": "Europe/Berlin"})
    add_everything(made)
    with made.request("admin") as request:
        hall = create(request, find_at(request, "/"), Page, {"title": "The old hall"})
        publish(request, hall)
        create(request, find_at(request, "/"), Everything, evening(hall.uid))
    return made


def evening(hall: str) -> dict[str, Any]:
    """Something in every field."""
    return {
        "title": "Evening",
        "line": "With music",
        "price": "12.50",
        "starts": "2026-10-25T02:30+02:00[Europe/Berlin]",
        "day": "2026-10-20",
        "size": "m",
        "offers": ["tea"],
        "place": hall,
        "related": [hall],
        "url": "https://example.org/evening",
        "colour": "#1a7f37",
        "speakers": [{"name": "Ann", "fee": "80"}, {"name": "Ben"}],
        "settings": {"seats": [1, 2]},
        "rank": 3,
    }


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")],
)
def test_the_form_is_free_of_violations(
    new_page: NewPage, log_in: LogIn, axe: Axe, viewport: Any, scheme: Any
) -> None:
    page = new_page(viewport=viewport, color_scheme=scheme)
    log_in(page, "editor")
    page.goto(EDIT)
    page.locator(".ProseMirror").nth(1).wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if PICTURES:
        path = Path(PICTURES) / f"form-{viewport['width']}-{scheme}.png"
        page.screenshot(path=path, full_page=True)


@pytest.mark.parametrize(("viewport", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_without_script_what_is_wrong_is_said_beside_it(
    new_page: NewPage, log_in: LogIn, axe: Axe, viewport: Any, scheme: Any
) -> None:
    page = new_page(viewport=viewport, color_scheme=scheme, java_script_enabled=False)
    log_in(page, "editor")
    page.goto(EDIT)
    page.locator("[name=price]").fill("1.234")
    page.locator("[name=place]").fill("/nowhere")
    page.locator("[name='speakers.1.fee']").fill("much")
    page.locator("[name=starts]").fill("2026-03-29T02:30")
    page.watch.expect("422")  # type: ignore[attr-defined] # see new_page
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.locator(".notice")).to_contain_text("Please look at: ")
    for name in ("price", "place", "speakers.1.fee", "starts"):
        assert page.locator(f"[id='{name}-error']").is_visible(), name
        assert page.locator(f"[name='{name}']").get_attribute("aria-invalid") == "true"
    if PICTURES:
        path = Path(PICTURES) / f"errors-{viewport['width']}-{scheme}.png"
        page.screenshot(path=path, full_page=True)


def test_entries_are_added_moved_and_removed_by_keyboard(editor_page: BrowserPage) -> None:
    page = editor_page
    page.goto(EDIT)
    names = page.get_by_role("group", name="Speakers", exact=False).get_by_label("Name")
    page.get_by_role("button", name="Add to Speakers").press("Enter")
    expect(names.nth(2)).to_be_focused()
    page.keyboard.type("Cleo")
    page.get_by_role("button", name="Move up: Speakers 3").press("Enter")
    expect(names.nth(1)).to_have_value("Cleo")
    page.get_by_role("button", name="Remove: Speakers 1").press("Enter")
    expect(names.nth(0)).to_have_value("Cleo")
    page.get_by_role("button", name="Undo", exact=True).press("Enter")
    expect(names.nth(0)).to_have_value("Ann")
    expect(page.locator("[data-save-status]")).to_contain_text("Saved")
    page.reload()
    assert [field.input_value() for field in names.all()] == ["Ann", "Cleo", "Ben"]


def test_a_page_is_found_by_its_title(editor_page: BrowserPage) -> None:
    page = editor_page
    page.goto(EDIT)
    place = page.get_by_role("combobox", name="Place")
    place.fill("no such page")
    expect(page.get_by_text("Nothing found for “no such page”.")).to_be_visible()
    place.fill("old ha")
    expect(page.get_by_role("option", name="The old hall")).to_be_visible()
    place.press("Enter")
    expect(place).to_have_value("/the-old-hall")
    expect(page.locator("[data-pages=one]", has=place)).to_contain_text("The old hall")
    page.get_by_role("button", name="Remove The old hall").click()
    expect(page.locator("textarea[name=related]")).to_have_value("")
    related = page.get_by_role("combobox", name="Related pages")
    related.fill("/the-old-hall")
    expect(page.locator(".page-options [role=option]")).to_have_count(1)
    related.press("Enter")
    expect(page.locator("textarea[name=related]")).to_have_value("/the-old-hall")


def test_a_short_text_offers_what_it_may_hold(editor_page: BrowserPage) -> None:
    page = editor_page
    page.goto(EDIT)
    short = page.locator(".writing-short")
    short.locator(".ProseMirror").press_sequentially("## Not a heading")
    expect(short.locator(".ProseMirror")).to_have_text("## Not a heading")
    expect(short.get_by_role("button", name="Style")).to_have_count(0)
    expect(short.get_by_role("button", name="Bold")).to_have_count(1)
    expect(page.locator("[data-save-status]")).to_contain_text("Saved")
