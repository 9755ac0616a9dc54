"""What the admin's script adds to its screens: tree, lists, palette, menus, questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mastaba.content.operations import create, publish
from mastaba.testing import ScratchSite
from mastaba.tree.locate import find_at
from mastaba_pages.models import Page as PageModel
from mastaba_pages.models import Section

TITLES = ("Alpha", "Beta", "Gamma")


@pytest.fixture
def news(site: ScratchSite) -> None:
    """A section of three published pages."""
    with site.request() as request:
        root = find_at(request, "/")
        assert root is not None
        section = create(request, root, Section, {"title": "News"})
        publish(request, section)
        for title in TITLES:
            publish(request, create(request, section, PageModel, {"title": title}))


def titles(page: Page) -> list[str]:
    """The rows of the list, top to bottom."""
    return [text.strip() for text in page.locator("[data-row-link]").all_inner_texts()]


def test_the_tree_opens_and_moves_by_keyboard(editor_page: Page, news: None) -> None:
    editor_page.goto("/admin/")
    tree = editor_page.get_by_role("tree", name="Content")
    section = tree.get_by_role("treeitem", name="News", exact=True)
    section.focus()
    editor_page.keyboard.press("ArrowRight")
    expect(tree.get_by_role("treeitem", name="Alpha")).to_be_visible()
    editor_page.keyboard.press("ArrowRight")
    expect(tree.get_by_role("treeitem", name="Alpha")).to_be_focused()
    editor_page.keyboard.type("ga")
    expect(tree.get_by_role("treeitem", name="Gamma")).to_be_focused()
    editor_page.keyboard.press("ArrowLeft")
    expect(section).to_be_focused()
    editor_page.keyboard.press("ArrowLeft")
    expect(tree.get_by_role("treeitem", name="Alpha")).to_be_hidden()
    editor_page.keyboard.press("Enter")
    expect(editor_page).to_have_url("/admin/news")


def test_rows_are_reached_and_ticked_by_letters(editor_page: Page, news: None) -> None:
    editor_page.goto("/admin/news")
    editor_page.keyboard.press("j")
    editor_page.keyboard.press("j")
    editor_page.keyboard.press("x")
    expect(editor_page.get_by_label("Select Beta")).to_be_checked()
    expect(editor_page.locator("[data-bulk-count]")).to_have_text("1 page selected:")
    editor_page.get_by_label("Select Gamma").click()
    editor_page.get_by_label("Select Alpha").click(modifiers=["Shift"])
    expect(editor_page.get_by_label("Select all rows")).to_be_checked()
    editor_page.keyboard.press("k")
    editor_page.keyboard.press("Enter")
    expect(editor_page).not_to_have_url("/admin/news")


def test_many_are_trashed_only_after_a_question_and_come_back(
    editor_page: Page, news: None, axe: Callable[[Page], list[str]]
) -> None:
    editor_page.goto("/admin/news")
    editor_page.get_by_label("Select all rows").check()
    editor_page.get_by_role("button", name="Move to trash").click()
    expect(editor_page.get_by_role("heading", level=1)).to_have_text("Move to trash: 3 pages")
    expect(editor_page.get_by_text("Public now: 3 pages.")).to_be_visible()
    assert axe(editor_page) == []
    editor_page.get_by_role("link", name="Cancel").click()
    assert titles(editor_page) == list(TITLES)
    editor_page.get_by_label("Select all rows").check()
    editor_page.get_by_role("button", name="Move to trash").click()
    expect(editor_page.get_by_role("button", name="Move to trash")).to_be_focused()
    editor_page.keyboard.press("Enter")
    expect(editor_page.get_by_text("Nothing below News yet")).to_be_visible()
    editor_page.get_by_role("button", name="Undo").click()
    expect(editor_page.get_by_text("Taken back")).to_be_visible()
    assert titles(editor_page) == list(TITLES)


def test_the_order_is_changed_by_dragging_and_by_buttons(editor_page: Page, news: None) -> None:
    editor_page.goto("/admin/news?arrange=1")
    editor_page.get_by_role("button", name="Move Gamma up").click()
    expect(editor_page.get_by_text("“Gamma” is now below “Alpha”.")).to_be_visible()
    expect(editor_page.get_by_role("button", name="Move Gamma up")).to_be_focused()
    handle = editor_page.locator("[data-row]", has_text="Beta").locator("[data-handle]")
    editor_page.locator("[data-row]", has_text="Alpha").hover()
    target = editor_page.locator("[data-row]", has_text="Alpha").bounding_box()
    handle.hover()
    editor_page.mouse.down()
    assert target is not None
    editor_page.mouse.move(target["x"] + 300, target["y"] + 2, steps=12)
    editor_page.mouse.up()
    expect(editor_page.get_by_text("“Beta” is now above “Alpha”.")).to_be_visible()
    editor_page.reload()
    assert titles(editor_page) == ["Beta", "Alpha", "Gamma"]


def test_a_row_is_moved_by_alt_and_arrow_and_taken_back(editor_page: Page, news: None) -> None:
    editor_page.goto("/admin/news")
    editor_page.get_by_role("link", name="Gamma", exact=True).last.focus()
    editor_page.keyboard.press("Alt+ArrowUp")
    said = editor_page.get_by_role("status").filter(has_text="“Gamma” is now below “Alpha”.")
    expect(said).to_be_visible()
    assert titles(editor_page) == ["Alpha", "Gamma", "Beta"]
    with editor_page.expect_navigation():
        said.get_by_role("button", name="Undo").click()
    assert titles(editor_page) == list(TITLES)


def test_the_tree_goes_on_among_many_siblings(
    editor_page: Page, news: None, site: ScratchSite, axe: Callable[[Page], list[str]]
) -> None:
    with site.request() as request:
        for number in range(42):
            create(request, find_at(request, "/news"), PageModel, {"title": f"Note {number}"})
    editor_page.goto("/admin/news")
    tree = editor_page.get_by_role("tree", name="Content")
    more = tree.get_by_role("treeitem", name="More", exact=True)
    more.focus()
    editor_page.keyboard.press("Enter")
    expect(tree.get_by_role("treeitem", name="Note 37")).to_be_focused()
    expect(more).to_have_count(0)
    editor_page.keyboard.type("note 41")
    expect(tree.get_by_role("treeitem", name="Note 41")).to_be_focused()
    assert axe(editor_page) == []


def test_the_palette_finds_pages_and_screens(
    editor_page: Page, news: None, axe: Callable[[Page], list[str]]
) -> None:
    editor_page.goto("/admin/")
    editor_page.keyboard.press("Control+k")
    box = editor_page.get_by_role("combobox", name="Find a page or a screen")
    expect(box).to_be_focused()
    box.fill("gam")
    expect(editor_page.get_by_role("option")).to_have_count(1)
    assert axe(editor_page) == []
    box.fill("trash")
    expect(editor_page.get_by_role("option", name="Trash")).to_be_visible()
    editor_page.keyboard.press("Enter")
    expect(editor_page).to_have_url("/admin/-/trash")


def test_a_theme_is_remembered(editor_page: Page) -> None:
    editor_page.goto("/admin/")
    editor_page.get_by_role("button", name="Account of").click()
    editor_page.get_by_role("button", name="Dark").click()
    expect(editor_page.locator("html")).to_have_attribute("data-theme", "dark")
    editor_page.reload()
    expect(editor_page.locator("html")).to_have_attribute("data-theme", "dark")
    editor_page.get_by_role("button", name="Account of").click()
    expect(editor_page.get_by_role("button", name="Dark")).to_have_attribute(
        "aria-pressed", "true"
    )
    editor_page.get_by_role("button", name="System").click()
    expect(editor_page.locator("html")).not_to_have_attribute("data-theme", "dark")


def test_a_menu_is_worked_by_arrows(editor_page: Page, news: None) -> None:
    editor_page.goto("/admin/news")
    opener = editor_page.get_by_role("button", name="New", exact=True)
    opener.focus()
    editor_page.keyboard.press("ArrowDown")
    items = editor_page.get_by_role("group", name="New").get_by_role("link")
    expect(items.first).to_be_focused()
    editor_page.keyboard.press("End")
    expect(items.last).to_be_focused()
    editor_page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_the_keys_of_a_screen_are_listed(editor_page: Page, news: None) -> None:
    editor_page.goto("/admin/news")
    editor_page.keyboard.press("Control+/")
    dialog = editor_page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog.get_by_text("Tick a range")).to_be_visible()
    expect(dialog.get_by_text("Save now")).to_have_count(0)
