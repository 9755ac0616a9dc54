"""Journeys of an editor through the writing surface."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mastaba.content.operations import create, publish
from mastaba.content.operations.working import working_fields
from mastaba.testing import ScratchSite
from mastaba.tree.locate import find, find_at
from mastaba.tree.models import Node
from mastaba_pages.models import Page as PageModel
from tests.browser.conftest import PHONE

UIDS = [f"0199c0de-0000-7000-8000-00000000000{n}" for n in range(9)]


def paragraph(text: str, uid: str) -> dict[str, Any]:
    """One block as stored."""
    return {
        "type": "paragraph",
        "attrs": {"uid": uid},
        "content": [{"type": "text", "text": text}],
    }


STRANGE = {
    "type": "event.map",
    "attrs": {"uid": UIDS[1], "zoom": None},
    "content": [{"type": "pin"}],
}

BODY: dict[str, Any] = {
    "type": "doc",
    "content": [
        paragraph("First words.", UIDS[0]),
        {
            "type": "event.map",
            "attrs": {"uid": UIDS[1], "zoom": None},
            "content": [{"type": "pin"}],
        },
        paragraph("Second words.", UIDS[2]),
        paragraph("Third words.", UIDS[3]),
    ],
}


@pytest.fixture
def leaf(site: ScratchSite) -> str:
    """The uid of a published page with four blocks, one of an absent plugin."""
    with site.request() as request:
        root = find_at(request, "/")
        assert root is not None
        node = create(request, root, PageModel, {"title": "Opening hours", "body": BODY})
        publish(request, node)
        return str(node.uid)


def page_of(request: Any, uid: str) -> Node:
    """The page made by `leaf`."""
    node = find(request, uid)
    assert node is not None
    return node


def open_editor(page: Page, address: str = "/admin/opening-hours/@@edit") -> Locator:
    """The writing surface of a page, ready for keys."""
    page.goto(address)
    surface = page.get_by_role("textbox", name="Text", exact=True)
    expect(surface).to_be_visible()
    return surface


def stored(page: Page) -> list[dict[str, Any]]:
    """The blocks that the form would send now."""
    text = page.locator("mastaba-body").evaluate(
        "(body) => { body.flush(); return body.querySelector('textarea').value; }"
    )
    return list(json.loads(text)["content"])


def words(block: dict[str, Any]) -> str:
    """The text of one block."""
    return str(block.get("text", "")) + "".join(words(child) for child in block.get("content", []))


def caret(surface: Locator, text: str, key: str) -> None:
    """Put the caret at the start ("Home") or end ("End") of the block with this text."""
    surface.get_by_text(text).click()
    surface.press(key)


def saved(page: Page) -> None:
    """Wait until the server has everything."""
    expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "saved")


def test_a_new_page_is_saved_while_one_writes(editor_page: Page) -> None:
    open_editor(editor_page, "/admin/@@add?type=pages.page")
    editor_page.keyboard.type("Night walk in June")
    expect(editor_page.get_by_label("Address")).to_have_value("night-walk-in-june")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("Bring a lamp.")
    saved(editor_page)
    expect(editor_page).to_have_url("/admin/night-walk-in-june/@@edit")
    editor_page.reload()
    expect(editor_page.get_by_role("textbox", name="Text", exact=True)).to_have_text(
        "Bring a lamp."
    )


def test_ctrl_enter_publishes_what_was_written(
    editor_page: Page, new_page: Callable[..., Page], leaf: str
) -> None:
    surface = open_editor(editor_page)
    caret(surface, "Third words.", "End")
    editor_page.keyboard.type(" And a fourth.")
    editor_page.keyboard.press("Control+Enter")
    expect(editor_page.get_by_text("updated for your visitors")).to_be_visible()
    visitor = new_page()
    visitor.goto("/opening-hours")
    expect(visitor.locator("main")).to_contain_text("And a fourth.")


def test_a_draft_stays_a_draft(
    editor_page: Page, new_page: Callable[..., Page], leaf: str, site: ScratchSite
) -> None:
    surface = open_editor(editor_page)
    caret(surface, "First words.", "End")
    editor_page.keyboard.type(" Not yet.")
    saved(editor_page)
    expect(editor_page.locator("[data-state-chip]")).to_contain_text("changes")
    visitor = new_page()
    visitor.goto("/opening-hours")
    expect(visitor.locator("main")).not_to_contain_text("Not yet.")
    with site.request("editor") as request:
        fields, _copy = working_fields(request, page_of(request, leaf))
        assert "Not yet." in json.dumps(fields["body"])


def test_the_slash_menu_works_by_keyboard(
    editor_page: Page, leaf: str, axe: Callable[[Page], list[str]]
) -> None:
    surface = open_editor(editor_page)
    caret(surface, "Third words.", "End")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("/")
    options = editor_page.get_by_role("option")
    expect(options.filter(has_text="Quote")).to_be_visible()
    assert axe(editor_page) == []
    editor_page.keyboard.type("heading")
    expect(options.first).to_contain_text("Heading 2")
    editor_page.keyboard.type(" 3")
    expect(options).to_have_count(1)
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("How to get here")
    expect(surface.get_by_role("heading", level=3)).to_have_text("How to get here")
    assert stored(editor_page)[-1]["attrs"]["level"] == 3


def test_escape_leaves_the_slash_as_text(editor_page: Page, leaf: str) -> None:
    surface = open_editor(editor_page)
    caret(surface, "Third words.", "End")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("/he")
    expect(editor_page.get_by_role("option").first).to_be_visible()
    editor_page.keyboard.press("Escape")
    expect(editor_page.get_by_role("option")).to_have_count(0)
    editor_page.keyboard.press("Enter")
    assert words(stored(editor_page)[-1]) == "/he"


def test_a_link_to_a_page_holds_its_uid(editor_page: Page, leaf: str) -> None:
    surface = open_editor(editor_page, "/admin/@@add?type=pages.page")
    surface.click()
    editor_page.keyboard.type("See the hours")
    editor_page.keyboard.press("Shift+Control+ArrowLeft")
    # The browser tells the editor of a selection a moment later than of a key.
    expect(editor_page.get_by_role("toolbar", name="Selection")).to_be_visible()
    editor_page.keyboard.press("Control+k")
    editor_page.get_by_role("combobox").fill("opening")
    option = editor_page.get_by_role("option", name="Opening hours")
    expect(option).to_have_attribute("aria-selected", "true")
    editor_page.keyboard.press("Enter")
    expect(surface.locator("a")).to_have_text("hours")
    mark = stored(editor_page)[0]["content"][1]["marks"][0]
    assert mark == {"type": "link", "attrs": {"uid": leaf}}


def test_a_script_is_no_link(editor_page: Page, leaf: str) -> None:
    surface = open_editor(editor_page)
    surface.get_by_text("First words.").dblclick()
    editor_page.keyboard.press("Control+k")
    editor_page.get_by_role("combobox").fill("javascript:alert(1)")
    expect(editor_page.get_by_text("No page found")).to_be_visible()
    editor_page.keyboard.press("Escape")
    assert "link" not in json.dumps(stored(editor_page))


def test_uids_stay_with_their_text(editor_page: Page, leaf: str) -> None:
    surface = open_editor(editor_page)
    caret(surface, "Second words.", "Home")
    editor_page.keyboard.press("Enter")
    blocks = stored(editor_page)
    uids = {words(block): block["attrs"]["uid"] for block in blocks}
    assert uids["Second words."] == UIDS[2]
    assert uids[""] not in UIDS
    assert len({block["attrs"]["uid"] for block in blocks}) == len(blocks)


def test_a_copy_gets_a_uid_of_its_own_and_a_moved_block_keeps_its_own(
    editor_page: Page, leaf: str
) -> None:
    surface = open_editor(editor_page)
    caret(surface, "Third words.", "End")
    editor_page.keyboard.press("Alt+Shift+ArrowUp")
    assert [block["attrs"]["uid"] for block in stored(editor_page)] == [
        UIDS[0],
        UIDS[1],
        UIDS[3],
        UIDS[2],
    ]
    editor_page.keyboard.press("Control+a")
    editor_page.keyboard.press("Control+c")
    editor_page.keyboard.press("Control+End")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.press("Control+v")
    blocks = stored(editor_page)
    assert len(blocks) == 8
    assert len({block["attrs"]["uid"] for block in blocks}) == 8


def test_what_the_editor_does_not_know_survives(
    editor_page: Page, leaf: str, site: ScratchSite
) -> None:
    surface = open_editor(editor_page)
    caret(surface, "First words.", "End")
    editor_page.keyboard.type("!")
    saved(editor_page)
    with site.request("editor") as request:
        fields, _copy = working_fields(request, page_of(request, leaf))
    assert fields["body"]["content"][1] == STRANGE


PASTED: dict[str, tuple[str, list[str]]] = {
    "Word": (
        "<h1 style='mso-style:x'>Rules</h1>"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
        "<span style='mso-list:Ignore'>1.</span>Keep</p>"
        "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>"
        "<span style='mso-list:Ignore'>a.</span>Deeper</p>"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal><b>Bold</b></p>",
        ["heading", "orderedList", "paragraph"],
    ),
    "Google Docs": (
        "<b id='docs-internal-guid-1' style='font-weight:normal'><p><span style='font-weight:700'>"
        "Strong</span> <span style='font-style:italic'>soft</span></p><br><ul><li>"
        "<p>One</p></li></ul></b>",
        ["paragraph", "bulletList"],
    ),
}


@pytest.mark.parametrize("source", PASTED)
def test_pasted_text_is_clean(editor_page: Page, source: str) -> None:
    html, kinds = PASTED[source]
    surface = open_editor(editor_page, "/admin/@@add?type=pages.page")
    surface.click()
    surface.evaluate(
        """(element, html) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            element.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
        }""",
        html,
    )
    blocks = stored(editor_page)
    assert [block["type"] for block in blocks] == kinds
    assert '"bold"' in json.dumps(blocks)
    assert "style" not in json.dumps(blocks)


def test_a_table_grows_by_its_menu(editor_page: Page, leaf: str) -> None:
    surface = open_editor(editor_page)
    caret(surface, "Third words.", "End")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("/table")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("Day")
    editor_page.get_by_role("button", name="Table", exact=True).click()
    editor_page.get_by_role("menuitem", name="Column after").click()
    assert len(stored(editor_page)[-1]["content"][0]["content"]) == 4
    editor_page.get_by_role("button", name="Table", exact=True).click()
    editor_page.get_by_role("menuitem", name="Delete row").click()
    assert len(stored(editor_page)[-1]["content"]) == 2


def test_markdown_as_one_types(editor_page: Page) -> None:
    surface = open_editor(editor_page, "/admin/@@add?type=pages.page")
    surface.click()
    for line in ("## Head", "Some **bold** and `code`", "- item"):
        editor_page.keyboard.type(line)
        editor_page.keyboard.press("Enter")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("> quote")
    kinds = [block["type"] for block in stored(editor_page)]
    assert kinds == ["heading", "paragraph", "bulletList", "blockquote"]


def test_the_toolbar_is_reached_and_left_by_keyboard(editor_page: Page, leaf: str) -> None:
    surface = open_editor(editor_page)
    caret(surface, "First words.", "End")
    editor_page.keyboard.press("Alt+F10")
    expect(editor_page.get_by_role("button", name="Style")).to_be_focused()
    editor_page.keyboard.press("ArrowRight")
    expect(editor_page.get_by_role("button", name="Add a block").first).to_be_focused()
    editor_page.keyboard.press("Escape")
    expect(surface).to_be_focused()


def test_the_shortcuts_are_listed(editor_page: Page, leaf: str) -> None:
    surface = open_editor(editor_page)
    surface.press("Control+/")
    dialog = editor_page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog.get_by_text("To the toolbar")).to_be_visible()
    editor_page.keyboard.press("Escape")
    expect(surface).to_be_focused()


def test_text_that_did_not_reach_the_server_is_offered_again(editor_page: Page, leaf: str) -> None:
    editor_page.watch.expect("ERR_INTERNET_DISCONNECTED")  # type: ignore[attr-defined] # set by new_page
    editor_page.on("dialog", lambda dialog: dialog.accept())
    surface = open_editor(editor_page)
    editor_page.evaluate("void (window.fetch = () => Promise.reject(new TypeError('no network')))")
    caret(surface, "First words.", "End")
    editor_page.keyboard.type(" Only here.")
    expect(editor_page.locator("[data-save-status]")).to_contain_text("kept in this browser")
    editor_page.goto("about:blank")
    surface = open_editor(editor_page)
    expect(surface).not_to_contain_text("Only here.")
    editor_page.get_by_role("button", name="Bring it back").click()
    expect(surface).to_contain_text("Only here.")
    saved(editor_page)


def test_case_228_two_people_write_one_page_and_nothing_is_lost(
    editor_page: Page,
    new_page: Callable[..., Page],
    log_in: Callable[[Page, str], None],
    leaf: str,
    axe: Callable[[Page], list[str]],
) -> None:
    other = new_page()
    log_in(other, "admin")
    mine, theirs = open_editor(editor_page), open_editor(other)
    caret(theirs, "First words.", "End")
    other.keyboard.type(" Theirs.")
    caret(theirs, "Third words.", "End")
    other.keyboard.type(" Also theirs.")
    saved(other)
    with other.expect_navigation():
        other.get_by_role("button", name="Save draft").click()

    caret(mine, "Second words.", "End")
    editor_page.keyboard.type(" Mine.")
    caret(mine, "Third words.", "End")
    editor_page.keyboard.type(" Also mine.")
    expect(editor_page.get_by_role("alert")).to_contain_text("Somebody else saved this page")
    saved(editor_page)
    editor_page.reload()
    expect(mine.get_by_text("Second words. Mine.")).to_be_visible()

    editor_page.watch.expect("status of 409")  # type: ignore[attr-defined] # set by new_page
    with editor_page.expect_navigation():
        editor_page.get_by_role("button", name="Save draft").click()
    expect(editor_page.get_by_role("heading", level=1)).to_contain_text("Admin saved this page")
    assert axe(editor_page) == []
    last = editor_page.get_by_role("group", name="Paragraph").last
    expect(last.get_by_label("Both, one after the other")).to_be_checked()
    last.get_by_label("Mine").check()
    with editor_page.expect_navigation():
        editor_page.get_by_role("button", name="Save what is chosen").click()
    for text in ("First words. Theirs.", "Second words. Mine.", "Third words. Also mine."):
        expect(mine.get_by_text(text)).to_be_visible()
    expect(mine.get_by_text("Also theirs.")).to_have_count(0)


def test_the_preview_follows_the_text(editor_page: Page, leaf: str) -> None:
    surface = open_editor(editor_page)
    editor_page.get_by_role("button", name="Preview").first.click()
    frame = editor_page.frame_locator("[data-preview-frame]")
    expect(frame.get_by_text("First words.")).to_be_visible()
    caret(surface, "First words.", "End")
    editor_page.keyboard.type(" Now with more.")
    expect(frame.get_by_text("Now with more.")).to_be_visible()
    editor_page.reload()
    expect(frame.get_by_text("Now with more.")).to_be_visible()


def test_a_link_in_the_preview_opens_beside_it(editor_page: Page, leaf: str) -> None:
    open_editor(editor_page)
    editor_page.get_by_role("button", name="Preview").first.click()
    frame = editor_page.frame_locator("[data-preview-frame]")
    with editor_page.expect_popup() as beside:
        frame.locator("a.brand").first.click()
    expect(beside.value.locator("main")).to_be_visible()
    expect(frame.get_by_text("First words.")).to_be_visible()


def test_a_phone_has_room_for_the_text(
    new_page: Callable[..., Page],
    log_in: Callable[[Page, str], None],
    leaf: str,
    axe: Callable[[Page], list[str]],
) -> None:
    phone = new_page(viewport=PHONE, color_scheme="dark")
    log_in(phone, "editor")
    surface = open_editor(phone)
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    box = surface.bounding_box()
    assert box and box["width"] >= 340
    expect(phone.get_by_role("button", name="Add a block").first).to_be_in_viewport()
    assert axe(phone) == []


def test_without_script_the_field_is_there(
    new_page: Callable[..., Page], log_in: Callable[[Page, str], None], leaf: str
) -> None:
    plain = new_page(java_script_enabled=False)
    log_in(plain, "editor")
    plain.goto("/admin/opening-hours/@@edit")
    field = plain.get_by_label("Text", exact=True)
    changed = json.loads(field.input_value())
    changed["content"][0]["content"][0]["text"] = "By hand."
    field.fill(json.dumps(changed))
    plain.get_by_role("button", name="Update").click()
    plain.goto("/opening-hours")
    expect(plain.locator("main")).to_contain_text("By hand.")
