"""The library as somebody uses it: crop with a focal point, another file in place, find unused."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from mastaba.api import create, find_at, publish, save
from mastaba.testing import ScratchSite
from mastaba_media.models import Folder
from mastaba_media.operations import receive, store_received, upload
from mastaba_pages.models import Page
from tests.functional.content.test_references import body
from tests.support import databases

from .conftest import DESKTOP, PHONE

PLUGINS = "pages media"
MEDIA = "/admin/-/library/media"
LOOKS: Any = [(DESKTOP, "light"), (PHONE, "dark")]


def picture(colour: str, size: tuple[int, int] = (600, 400)) -> bytes:
    """A JPEG with a cross, so that it is not all of one colour."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).line((0, 0, *size), fill="white", width=9)
    found = BytesIO()
    image.save(found, "JPEG")
    return found.getvalue()


def put(site: ScratchSite, name: str, data: bytes, **fields: Any) -> None:
    with site.request("editor") as request:
        received = receive(BytesIO(data), name, "image/jpeg")
        store_received(request, received)
        item = upload(request, find_at(request, "/media", tree="library"), received)
        if fields:
            save(request, item, fields)
        received.close()


@pytest.fixture
def database(tmp_path: Path) -> str:
    return databases.sqlite_copy(tmp_path, PLUGINS)


@pytest.fixture
def site(make_site: Callable[..., ScratchSite], tmp_path: Path) -> ScratchSite:
    """A red picture that a live page names, and a blue one that nothing does."""
    made = make_site({"mastaba.plugins": PLUGINS, "mastaba.media.folder": str(tmp_path / "media")})
    put(made, "red-roof.jpg", picture("red"), alt={"en": "A red roof under a blue sky"})
    put(made, "blue-gate.jpg", picture("blue"))
    with made.request("editor") as request:
        media = find_at(request, "/media", tree="library")
        publish(request, create(request, media, Folder, {"title": "Deep"}))
        red = find_at(request, "/media/red-roof", tree="library")
        publish(request, red)
        page = create(
            request, find_at(request, "/"), Page, {"title": "Shows it", "body": body(red.uid)}
        )
        publish(request, page)
    return made


def test_crop_turn_and_move_the_focal_point_by_keys_and_pointer(
    site: ScratchSite, editor_page: BrowserPage, axe: Callable[[BrowserPage], list[str]]
) -> None:
    page = editor_page
    page.goto(f"{MEDIA}/red-roof/@@edit")
    page.get_by_role("button", name="Crop, turn, focal point").click()
    point = page.locator(".focus-point")
    expect(point).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-edit=focus_x]")).to_have_value("60")
    expect(page.locator("[data-edit=focus_y]")).to_have_value("49")
    page.get_by_role("button", name="1:1").click()
    expect(page.locator("[data-edit=width]")).to_have_value("66.67")
    page.locator("cropper-selection").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-edit=left]")).to_have_value("15.67")
    page.get_by_role("button", name="Right", exact=True).click()
    expect(page.locator("[data-edit=turn]")).to_have_value("90")
    expect(page.locator("[data-edit=top]")).to_have_value("15.67")
    box = page.locator("[data-crop-stage]").bounding_box()
    assert box is not None and box["height"] > box["width"]
    middle = (box["x"] + box["width"] * 0.51, box["y"] + box["height"] * 0.6)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5, steps=4)
    page.mouse.up()
    expect(page.locator("[data-edit=focus_x]")).to_have_value("25")
    assert axe(page) == []
    page.get_by_role("button", name="Update").click()
    expect(page.locator("[data-toasts]")).to_contain_text("Red roof")
    with site.request() as request:
        red = find_at(request, "/media/red-roof", tree="library")
        assert (red.turn, red.revision) == (90, red.live_revision)
        assert [round(part, 2) for part in red.crop] == [0, 0.16, 1, 0.67]
        assert abs(float(red.focus_x) - 0.25) < 0.01
    shown = page.evaluate(
        "async (a) => (await fetch(a)).status", page.locator("[data-picture]").get_attribute("src")
    )
    assert shown == 200


def test_a_new_folder_is_named_at_once(editor_page: BrowserPage) -> None:
    page = editor_page
    page.goto(MEDIA)
    page.get_by_role("button", name="New folder").press("Enter")
    expect(page.get_by_label("Name of the new folder")).to_be_focused()
    page.keyboard.type("Kitchen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kitchen")


def test_another_file_in_place_keeps_the_address(
    site: ScratchSite, editor_page: BrowserPage
) -> None:
    page = editor_page
    page.goto(f"{MEDIA}/red-roof/@@edit")
    address = page.locator("#file-address").input_value().rpartition("/")[0]
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Replace the file…").click()
    green = {
        "name": "green-gate.jpg",
        "mimeType": "image/jpeg",
        "buffer": picture("green", (300, 300)),
    }
    chooser.value.set_files(green)  # type: ignore[arg-type] # a TypedDict in disguise
    expect(page.get_by_role("dialog")).to_contain_text("green-gate.jpg")
    assert page.locator("[data-save-status]").get_attribute("data-state") is None
    page.get_by_role("button", name="Replace", exact=True).click()
    expect(page.locator(".media-facts").first).to_contain_text("300 × 300")
    expect(page.locator("[data-state-chip]")).to_contain_text("Published + changes")
    assert page.locator("#file-address").input_value().rpartition("/")[0] == address
    before = page.locator(".earlier img")
    before.scroll_into_view_if_needed()
    expect(before).to_have_js_property("naturalWidth", 320)
    page.get_by_role("link", name="3, see history").click()
    expect(page.get_by_role("main")).to_contain_text("Version 1")


def test_find_what_is_not_used_and_drag_it_into_a_folder(editor_page: BrowserPage) -> None:
    page = editor_page
    page.goto("/admin/")
    page.get_by_role("link", name="Media", exact=True).click()
    page.get_by_label("Not used").check()
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator(".tile-title")).to_have_text(["Blue gate"])
    page.goto(MEDIA)
    page.get_by_role("link", name="List").click()
    expect(page.locator("[data-shelf=list]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-shelf=list]")).to_be_visible()
    tile = page.locator("[data-row]", has_text="Blue gate")
    tile.drag_to(page.locator("[data-folder]"))
    expect(page.locator(".tile-title")).to_have_text(["Red roof"])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tile-title")).to_have_text(["Blue gate", "Red roof"])
    page.locator(".tile").last.hover()
    page.get_by_label("Select Blue gate").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("1 file selected:")


def test_a_hint_says_what_a_description_lacks(editor_page: BrowserPage) -> None:
    page = editor_page
    page.goto(f"{MEDIA}/blue-gate/@@edit")
    hint = page.locator("[data-alt-hint]")
    page.get_by_label("Description", exact=True).fill("blue-gate.jpg")
    expect(hint).to_contain_text("name of the file")
    page.get_by_label("Description", exact=True).fill("A picture of a gate")
    expect(hint).to_contain_text("begin with what is to be seen")
    page.get_by_label("Description", exact=True).fill("A gate painted blue")
    expect(hint).to_contain_text("screen reader")


def test_axe_finds_nothing_in_the_library(
    editor_page: BrowserPage, axe: Callable[[BrowserPage], list[str]]
) -> None:
    page = editor_page
    for path, looks in {"": LOOKS, "/red-roof/@@edit": LOOKS, "?view=list": LOOKS[1:]}.items():
        page.goto(f"{MEDIA}{path}")
        for size, scheme in looks:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == [], (path, scheme)
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide, f"{path} is wider than the screen"
