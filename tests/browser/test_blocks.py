"""Journeys of an editor who works with blocks: the core's, and those of a plugin."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mastaba.api import Group, Items, Url, create, field, find_at, publish, trash
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page as PageModel
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_editor import caret, open_editor, saved, stored, words
from tests.support.bodies import block, body, text

NewPage = Callable[..., Page]
LogIn = Callable[[Page, str], None]
Axe = Callable[[Page], list[str]]
PICTURES = os.environ.get("MASTABA_PICTURES")


class Artist(Group):
    """Somebody on a poster."""

    name: str = field(label="Name")


class Poster(Group):
    """The form of a plugin's block; its template is one of the core's."""

    title: str = field(label="What it shows")
    url: Url = field(label="Address")
    artists: Items = field(label="Artists", of=Artist)


def poster_data(_request: Any, values: Any) -> dict[str, Any]:
    """What the template needs besides; one title is more than the plugin can bear."""
    if values.title == "Chaos":
        raise RuntimeError("this poster fell down")
    return {"host": "example.org"}


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """A site whose plugin has a block of its own."""
    made = make_site()
    made.config.add_block(
        "pages.poster",
        Poster,
        title="Poster",
        icon="tag",
        description="Leads elsewhere",
        renderer="blocks/embed.jinja2",
        data=poster_data,
    )
    made.config.commit()
    return made


@pytest.fixture
def visit(site: ScratchSite) -> str:
    """A published page with a block of nearly every kind; its address."""
    poster = {"title": "A night at the museum", "url": "https://example.org/night"}
    document = body(
        text("First words."),
        block("core.callout", {"kind": "warning"}, text("Mind the step.")),
        block("core.columns", {}, *[block("core.column", {}, text(side)) for side in SIDES]),
        block("pages.poster", poster),
        block("pages.poster", {**poster, "title": "Chaos"}),
        text("Last words."),
    )
    with site.request() as request:
        home = find_at(request, "/")
        publish(request, create(request, home, PageModel, {"title": "Visit", "body": document}))
    return "/admin/visit/@@edit"


SIDES = ("Left side.", "Right side.")


def kinds(page: Page) -> list[str]:
    """The kinds of the blocks that the form would send now."""
    return [found["type"] for found in stored(page)]


def callout(page: Page) -> dict[str, Any]:
    """The callout that the form would send now."""
    return next(found for found in stored(page) if found["type"] == "core.callout")


def of_kind(page: Page, name: str) -> Locator:
    """The blocks of a kind, as they are shown in the text."""
    return page.locator(f".ProseMirror [data-block='{name}']")


def test_blocks_are_written_by_keyboard_alone(
    editor_page: Page, new_page: NewPage, axe: Axe
) -> None:
    page = editor_page
    page.watch.expect("status of 422")  # type: ignore[attr-defined] # set by new_page
    surface = open_editor(page, "/admin/@@add?type=pages.page")
    page.keyboard.type("Getting here")
    page.keyboard.press("Enter")
    page.keyboard.type("/callo")
    expect(page.get_by_role("option", name="Callout")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("The lift is out of order.")
    page.keyboard.press("Enter")
    page.keyboard.type("/quo")
    expect(page.get_by_role("option", name="Quote")).to_be_visible()
    page.keyboard.press("Escape")
    assert words(callout(page)) == "The lift is out of order./quo"
    for _ in "/quo":
        page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.keyboard.type("/details")
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Add: Details")
    line = dialog.get_by_label("Line to click")
    expect(line).to_be_focused()
    page.keyboard.press("Enter")
    expect(line).to_have_attribute("aria-invalid", "true")
    expect(line).to_be_focused()
    assert axe(page) == []
    page.keyboard.type("How do I get a card?")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.keyboard.type("Come with your passport.")
    assert kinds(page) == ["core.callout", "core.details"]

    page.keyboard.press("Escape")
    expect(page.locator("[data-told]")).to_contain_text("Details: How do I get a card?")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("dialog", name="Details").get_by_label("Line to click")
    ).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("A card, please")
    page.keyboard.press("Control+Enter")
    expect(of_kind(page, "core.details")).to_contain_text("A card, please")
    expect(surface).to_be_focused()
    page.keyboard.press("Control+z")
    expect(of_kind(page, "core.details")).to_contain_text("How do I get a card?")
    page.keyboard.press("Control+Shift+z")
    saved(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-state-chip]")).to_contain_text("Published")
    visitor = new_page()
    visitor.goto("/getting-here")
    expect(visitor.get_by_role("note", name="Note")).to_contain_text("The lift is out of order.")
    visitor.get_by_text("A card, please").click()
    expect(visitor.get_by_text("Come with your passport.")).to_be_visible()


def test_a_cancelled_form_leaves_the_text_as_it_was(editor_page: Page, visit: str) -> None:
    surface = open_editor(editor_page, visit)
    before = stored(editor_page)
    caret(surface, "Last words.", "End")
    editor_page.get_by_role("button", name="Add a block").first.click()
    editor_page.get_by_role("menuitem", name="Poster").click()
    dialog = editor_page.get_by_role("dialog", name="Add: Poster")
    dialog.get_by_label("What it shows").fill("Never mind")
    editor_page.keyboard.press("Escape")
    expect(dialog).to_contain_text("Press Esc again to close without saving.")
    editor_page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(surface).to_be_focused()
    assert stored(editor_page) == before


def test_a_plugins_block_is_shown_as_visitors_see_it(editor_page: Page, visit: str) -> None:
    open_editor(editor_page, visit)
    good, bad = of_kind(editor_page, "pages.poster").all()
    expect(
        good.get_by_role("link", name="A night at the museum", include_hidden=True)
    ).to_be_visible()
    expect(bad.locator(".block-note")).to_contain_text("pages")
    face = "(link) => getComputedStyle(link).fontFamily"
    assert "Faustina" in good.locator(".embed-card a").evaluate(face)
    good.hover()
    good.get_by_role("button", name="Change Poster").click()
    dialog = editor_page.get_by_role("dialog", name="Poster")
    dialog.get_by_label("What it shows").fill("A day at the museum")
    for name in ("Ann", "Ben"):
        dialog.get_by_role("button", name="Add to Artists").click()
        editor_page.keyboard.type(name)
    dialog.get_by_role("button", name="Move up: Artists 2").click()
    dialog.get_by_role("button", name="Save").click()
    expect(good.locator(".embed-card")).to_contain_text("A day at the museum")
    artists = stored(editor_page)[3]["attrs"]["data"]["artists"]
    assert artists == [{"name": "Ben"}, {"name": "Ann"}]
    saved(editor_page)


def test_blocks_move_in_and_out_of_containers_by_keyboard(editor_page: Page, visit: str) -> None:
    page = editor_page
    surface = open_editor(page, visit)
    uid = callout(page)["attrs"]["uid"]
    caret(surface, "Mind the step.", "End")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+Shift+ArrowUp")
    assert kinds(page)[:2] == ["core.callout", "paragraph"]
    assert callout(page)["attrs"]["uid"] == uid

    caret(surface, "First words.", "End")
    page.keyboard.press("Alt+Shift+ArrowUp")
    assert words(callout(page)) == "Mind the step.First words."
    for _ in range(2):
        page.keyboard.press("Alt+Shift+ArrowDown")
    left, right = stored(page)[1]["content"]
    assert (words(left), words(right)) == ("First words.Left side.", "Right side.")
    page.keyboard.type("!")
    assert "First words.!" in words(stored(page)[1])

    caret(surface, "Mind the step.", "End")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Shift+d")
    copies = [found for found in stored(page) if found["type"] == "core.callout"]
    assert len({found["attrs"]["uid"] for found in copies}) == 2
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    assert kinds(page).count("core.callout") == 1
    page.keyboard.press("Control+z")
    assert kinds(page).count("core.callout") == 2


def test_a_selection_goes_into_a_block_and_an_empty_block_goes_with_backspace(
    editor_page: Page, visit: str
) -> None:
    page = editor_page
    surface = open_editor(page, visit)
    caret(surface, "Last words.", "Home")
    page.keyboard.press("Shift+End")
    page.get_by_role("button", name="Add a block").first.click()
    page.get_by_role("menuitem", name="Callout").click()
    assert kinds(page)[-1] == "core.callout"
    assert words(stored(page)[-1]) == "Last words."
    page.keyboard.press("Control+z")
    caret(surface, "Last words.", "End")
    page.keyboard.press("Enter")
    page.keyboard.type("/callout")
    page.keyboard.press("Enter")
    expect(of_kind(page, "core.callout")).to_have_count(2)
    page.keyboard.press("Backspace")
    expect(page.locator("[data-told]")).to_contain_text("Callout. Chosen as a whole.")
    page.keyboard.press("Backspace")
    expect(of_kind(page, "core.callout")).to_have_count(1)


def test_a_dead_link_in_a_form_leads_to_its_block(editor_page: Page, site: ScratchSite) -> None:
    with site.request() as request:
        home = find_at(request, "/")
        gone = create(request, home, PageModel, {"title": "Gone"})
        listing = block("core.listing", {"place": "page", "page": gone.uid})
        nested = block("core.callout", {}, text("Inside."), listing)
        create(request, home, PageModel, {"title": "List", "body": body(text("Text."), nested)})
        trash(request, gone)
    open_editor(editor_page, "/admin/list/@@edit")
    editor_page.locator("[data-jump-link]").click()
    chosen = re.compile("ProseMirror-selectednode")
    expect(of_kind(editor_page, "core.listing")).to_have_class(chosen)


def test_a_block_is_dragged_by_its_bar_and_keeps_its_uid(editor_page: Page, visit: str) -> None:
    page = editor_page
    surface = open_editor(page, visit)
    before = callout(page)
    bar = of_kind(page, "core.callout").locator(".block-title").first
    bar.drag_to(surface.get_by_text("First words."), target_position={"x": 5, "y": 2})
    assert kinds(page)[:2] == ["core.callout", "paragraph"]
    assert callout(page) == before
    page.keyboard.press("Control+z")
    assert kinds(page)[:2] == ["paragraph", "core.callout"]
    surface.get_by_text("Last words.").hover()
    handle = page.get_by_role("button", name="Move or change this block")
    handle.drag_to(surface.get_by_text("Right side."), target_position={"x": 5, "y": 2})
    assert words(stored(page)[2]["content"][1]) == "Last words.Right side."


def test_the_menu_of_a_block_adds_a_column_as_far_as_there_may_be(
    editor_page: Page, visit: str, axe: Axe
) -> None:
    page = editor_page
    open_editor(page, visit)
    columns = of_kind(page, "core.columns")
    for number in (3, 4):
        columns.get_by_role("button", name="More for Columns").click()
        page.get_by_role("menuitem", name="Add column").click()
        expect(columns.locator("[data-block='core.column']")).to_have_count(number)
    columns.get_by_role("button", name="More for Columns").click()
    expect(page.get_by_role("menuitem", name="Duplicate")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Add column")).to_have_count(0)
    assert axe(page) == []


def test_copied_blocks_go_where_they_may_stand(editor_page: Page, visit: str) -> None:
    page = editor_page
    _copy_block_of(page, visit, "Right side.")
    _paste_into_new(page)
    assert "Right side." in json.dumps(stored(page))
    uid = _copy_block_of(page, visit, "Mind the step.")
    other = _paste_into_new(page)
    pasted = callout(page)
    assert (pasted["attrs"]["data"]["kind"], words(pasted)) == ("warning", "Mind the step.")
    assert pasted["attrs"]["uid"] != uid
    other.evaluate(
        """(element) => {
            const clipboardData = new DataTransfer();
            const block = '<div data-block="gone.map" data-title="Map"><p>Words of it</p></div>';
            clipboardData.setData("text/html", block);
            element.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
        }"""
    )
    expect(page.locator("[data-toasts]")).to_contain_text("This text cannot hold “Map”")
    assert "Words of it" in json.dumps(stored(page))


def _copy_block_of(page: Page, visit: str, text: str) -> str:
    """Copy the block round these words, and return the uid of the callout."""
    caret(open_editor(page, visit), text, "End")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+c")
    return str(callout(page)["attrs"]["uid"])


def _paste_into_new(page: Page) -> Locator:
    surface = open_editor(page, "/admin/@@add?type=pages.page")
    surface.click()
    page.keyboard.press("Control+v")
    return surface


@pytest.mark.parametrize(("viewport", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_blocks_are_free_of_violations(
    new_page: NewPage, log_in: LogIn, axe: Axe, visit: str, viewport: Any, scheme: Any
) -> None:
    page = new_page(viewport=viewport, color_scheme=scheme)
    log_in(page, "editor")
    surface = open_editor(page, visit)
    expect(of_kind(page, "pages.poster").nth(1).locator("[data-state]")).to_have_attribute(
        "data-state", "failed"
    )
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    caret(surface, "Mind the step.", "End")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Callout").get_by_label("Kind")).to_be_focused()
    assert axe(page) == []
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"blocks-{viewport['width']}-{scheme}.png")
