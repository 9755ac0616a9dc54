"""Journeys of an editor with files: many at once, chosen, uploaded on the spot, dropped."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as BrowserPage

from mastaba.api import create, declared_place, find, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_media.models import Folder
from mastaba_media.operations import receive, upload
from mastaba_pages.models import Page
from tests.browser.test_editor import caret, open_editor, saved, stored
from tests.support import databases

from .conftest import DESKTOP, PHONE

PLUGINS = "pages media"
MEDIA = "/admin/-/library/media/"
EDIT = "/admin/walk/@@edit"
SEND = """([place, kind, files]) => {
  const data = new DataTransfer();
  for (const [name, type, text] of files) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  const { left, bottom } = place.getBoundingClientRect();
  const at = { bubbles: true, cancelable: true, clientX: left + 20, clientY: bottom - 5 };
  place.dispatchEvent(
    kind === "paste"
      ? new ClipboardEvent("paste", { ...at, clipboardData: data })
      : new DragEvent("drop", { ...at, dataTransfer: data }),
  );
}"""
LOOKS: Any = [(PHONE, "dark"), (PHONE, "light"), (DESKTOP, "dark")]
PICTURES = os.environ.get("MASTABA_PICTURES")
NewPage = Callable[..., BrowserPage]
LogIn = Callable[[BrowserPage, str], None]
Axe = Callable[[BrowserPage], list[str]]


def png(number: int) -> bytes:
    """A small picture, another one for each number."""
    file = BytesIO()
    Image.new("RGB", (60, 40), (number * 8 % 256, 90, 200 - number)).save(file, "PNG")
    return file.getvalue()


def sent(name: str, data: bytes, kind: str = "image/png") -> list[str]:
    return [name, kind, base64.b64encode(data).decode()]


def send(place: Locator, kind: str, *files: list[str]) -> None:
    """Drop or paste files on an element, as a browser does."""
    place.evaluate(f"(place, rest) => ({SEND})([place, ...rest])", [kind, list(files)])


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A fresh database of a site with pages and media."""
    return databases.sqlite_copy(tmp_path, PLUGINS)


@pytest.fixture
def site(make_site: Callable[..., ScratchSite], tmp_path: Path) -> ScratchSite:
    """A page with some text, and a folder with three pictures."""
    files = {"mastaba.plugins": PLUGINS, "mastaba.media.folder": str(tmp_path / "files")}
    made = make_site(files)
    with made.request("admin") as request:
        body = {"type": "doc", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": words}]}
            for words in ("We met at dusk.", "It was cold.")
        ]}  # fmt: skip
        walk = create(request, find_at(request, "/"), Page, {"title": "Walk", "body": body})
        publish(request, walk)
        top = find(request, declared_place(request, "media.files").uid, tree="library")
        sky = create(request, top, Folder, {"title": "Sky"})
        publish(request, sky)
        for number, name in enumerate(("Moon", "Venus", "Sirius")):
            upload(request, sky, receive(BytesIO(png(100 + number)), f"{name}.png"))
    return made


def blocks(page: BrowserPage) -> list[str]:
    return [block["type"] for block in stored(page)]


def test_thirty_files_are_dropped_at_once(editor_page: BrowserPage, axe: Axe) -> None:
    editor_page.watch.expect("status of 4")  # type: ignore[attr-defined] # what is refused below
    editor_page.goto(MEDIA)
    files = [sent(f"Night {number}.png", png(number)) for number in range(28)]
    files += [sent("Notes.png", b"only words"), sent("Again.png", png(3))]
    send(editor_page.locator("[data-media-drop]"), "drop", *files)
    told = editor_page.locator(".upload-told")
    expect(told).to_contain_text("28 of 30 uploaded, 1 failed, 1 is there already.")
    rows = editor_page.locator(".uploads > li")
    expect(rows.nth(0).or_(rows.nth(1)).filter(has_text="Notes.png")).to_contain_text("text/plain")
    assert axe(editor_page) == []
    editor_page.get_by_role("button", name="Use the one that is there instead of Again").click()
    expect(told).to_contain_text("29 of 30 uploaded")
    expect(editor_page.get_by_role("button", name="Show the new files")).to_be_visible()
    editor_page.get_by_role("button", name="Leave out Notes.png").click()
    expect(editor_page.locator(".tile")).to_have_count(28)
    expect(told).to_have_text("29 of 29 uploaded.")


def test_a_failed_upload_is_tried_again(editor_page: BrowserPage) -> None:
    editor_page.watch.expect("ERR_FAILED")  # type: ignore[attr-defined] # provoked below
    editor_page.goto(MEDIA)
    editor_page.route("**/@@upload?*", lambda route: route.abort(), times=1)
    picture = {"name": "Owl.png", "mimeType": "image/png", "buffer": png(1)}
    editor_page.get_by_label("Files to upload").set_input_files(picture)  # type: ignore[arg-type] # a TypedDict in disguise
    row = editor_page.locator(".uploads > li")
    expect(row).to_contain_text("The server cannot be reached.")
    row.get_by_role("button", name="Try again").press("Enter")
    expect(editor_page.locator(".tile", has_text="Owl")).to_be_visible()


def test_a_picture_is_chosen_by_keyboard(editor_page: BrowserPage, axe: Axe) -> None:
    surface = open_editor(editor_page, EDIT)
    caret(surface, "We met", "End")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("/pict")
    editor_page.keyboard.press("Enter")
    dialog = editor_page.get_by_role("dialog", name="Add: Picture")
    dialog.get_by_role("link", name="Sky").press("Enter")
    expect(dialog.get_by_role("button", name="Sirius")).to_be_focused()
    assert axe(editor_page) == []
    editor_page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("button", name="Venus")).to_be_focused()
    editor_page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(surface).to_be_focused()
    assert blocks(editor_page) == ["paragraph", "media.image", "paragraph"]
    saved(editor_page)
    editor_page.keyboard.press("Enter")
    form = editor_page.get_by_role("dialog", name="Picture")
    expect(form.locator(".chosen img.face")).to_be_visible()
    expect(form.get_by_role("button", name="Picture Change…")).to_be_focused()
    editor_page.keyboard.press("Enter")
    again = editor_page.get_by_role("dialog", name="Choose: Picture")
    expect(again.locator(".crumbs")).to_contain_text("Sky")  # where it was open the last time
    again.get_by_label("Words in title").fill("moo")
    expect(again.locator("[data-choose]")).to_have_count(1)
    editor_page.keyboard.press("Escape")
    expect(form.locator(".chosen-title")).to_have_text("Venus")


def test_several_pictures_are_chosen_for_a_gallery(editor_page: BrowserPage) -> None:
    surface = open_editor(editor_page, EDIT)
    caret(surface, "It was cold", "End")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("/gall")
    editor_page.keyboard.press("Enter")
    dialog = editor_page.get_by_role("dialog", name="Add: Gallery")
    dialog.get_by_role("link", name="Sky").click()
    dialog.get_by_role("button", name="Venus").click()
    dialog.get_by_role("button", name="Moon").click()
    expect(dialog.get_by_role("button", name="Moon")).to_have_attribute("aria-pressed", "true")
    dialog.get_by_role("button", name="Add 2").click()
    expect(dialog).to_have_count(0)
    pictures = stored(editor_page)[-1]["attrs"]["data"]["pictures"]
    assert len(pictures) == 2
    editor_page.keyboard.press("Enter")
    form = editor_page.get_by_role("dialog", name="Gallery")
    expect(form.locator(".chosen-title")).to_have_text(["Venus", "Moon"])
    form.get_by_role("button", name="Move earlier: Moon").click()
    expect(form.locator(".chosen-title")).to_have_text(["Moon", "Venus"])
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    assert stored(editor_page)[-1]["attrs"]["data"]["pictures"] == pictures[::-1]


def test_a_picture_is_uploaded_on_the_spot_and_seen_by_visitors(
    editor_page: BrowserPage, new_page: NewPage
) -> None:
    surface = open_editor(editor_page, EDIT)
    caret(surface, "It was cold", "End")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("/pict")
    editor_page.keyboard.press("Enter")
    dialog = editor_page.get_by_role("dialog", name="Add: Picture")
    picture = {"name": "Great owl.png", "mimeType": "image/png", "buffer": png(7)}
    dialog.get_by_label("Files to upload").set_input_files(picture)  # type: ignore[arg-type] # a TypedDict in disguise
    expect(dialog).to_have_count(0)
    expect(surface.locator(".block-drawn img")).to_be_visible()
    saved(editor_page)
    editor_page.get_by_role("button", name="Update").click()
    expect(editor_page.locator("[data-toast]").first).to_be_visible()
    visitor = new_page()
    visitor.goto("/walk")
    shown = visitor.locator(".body img")
    expect(shown).to_be_visible()
    assert shown.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0


def test_pictures_are_pasted_and_dropped_into_the_text(
    editor_page: BrowserPage, site: ScratchSite
) -> None:
    editor_page.watch.expect("status of 4")  # type: ignore[attr-defined] # what is refused below
    surface = open_editor(editor_page, EDIT)
    caret(surface, "We met", "End")
    send(surface, "paste", sent("image.png", png(11)))
    expect(surface.locator(".block-drawn img")).to_have_count(1)
    assert blocks(editor_page) == ["paragraph", "media.image", "paragraph"]
    dropped = [sent("One.png", png(12)), sent("Bad.png", b"words"), sent("Two.png", png(13))]
    send(surface.get_by_text("It was cold"), "drop", *dropped)
    box = surface.locator(".incoming")
    expect(box).to_contain_text("Bad.png")
    expect(box).to_contain_text("Not added")
    expected = ["paragraph", "media.image", "paragraph", "media.image", "media.image"]
    assert blocks(editor_page) == expected
    box.get_by_role("button", name="Leave out").click()
    expect(box).to_have_count(0)
    surface.press("ControlOrMeta+z")
    assert blocks(editor_page) == expected[:3]
    surface.press("ControlOrMeta+Shift+z")
    assert blocks(editor_page) == expected
    saved(editor_page)
    with site.request() as request:
        year = find_at(request, f"/media/{request.now.year}", tree="library")
        rows = request.catalog(tree="library").visible().children_of(year).ordered().rows(9)
        names = [row.title for row in rows]
    assert len(names) == 3 and names[0].startswith("Picture ")


def test_the_chooser_has_no_violation(new_page: NewPage, log_in: LogIn, axe: Axe) -> None:
    page = new_page(viewport=PHONE, color_scheme="dark")
    log_in(page, "editor")
    open_editor(page, EDIT).click()
    page.keyboard.press("End")
    page.get_by_role("button", name="Add a block").first.click()
    page.get_by_role("menuitem", name="Picture").click()
    dialog = page.get_by_role("dialog", name="Add: Picture")
    dialog.get_by_role("link", name="Sky").click()
    for viewport, scheme in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        expect(dialog.get_by_role("button", name="Venus")).to_be_visible()
        assert axe(page) == [], (viewport, scheme)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/chooser-{viewport['width']}-{scheme}.png")
