"""Pictures, galleries and files on a public page, and in the writing surface."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as BrowserPage

from mastaba.api import create, declared_place, find, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_media.operations import receive, upload
from mastaba_pages.models import Page
from tests.conftest import CHECKOUT
from tests.support import databases
from tests.support.bodies import block, body, text
from tests.unit.media.test_descriptions import CASES

from .conftest import DESKTOP, PHONE

PLUGINS = "pages media"
PICTURES = os.environ.get("MASTABA_PICTURES")
LOOKS = [(DESKTOP, "light"), (PHONE, "dark")]
WORDS = "We met at dusk, when the first stars stood over the dome, and waited for the moon. " * 3
NewPage = Callable[..., BrowserPage]
Axe = Callable[[BrowserPage], list[str]]


def hills(number: int, size: tuple[int, int] = (900, 600)) -> bytes:
    """Some hills under a sky."""
    picture = Image.new("RGB", size, (20 + 30 * number % 200, 60, 120))
    draw = ImageDraw.Draw(picture)
    for far in range(4):
        top = size[1] * (4 + far) // 9
        shade = (40 + 20 * far, 90 + 20 * far, 60 + 9 * number)
        draw.ellipse((far * 200 - 300, top, size[0] - 100 + far * 150, size[1] * 2), shade)
    file = BytesIO()
    picture.save(file, "JPEG")
    return file.getvalue()


def paper() -> bytes:
    """A table, to download."""
    return b"day,visitors\nFriday,40\n" * 90


def kept(request: Any, name: str, data: bytes, fields: Mapping[str, Any] | None = None) -> str:
    folder = find(request, declared_place(request, "media.files").uid, tree="library")
    return str(upload(request, folder, receive(BytesIO(data), name), fields=fields).uid)


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A fresh database of a site with pages and media."""
    return databases.sqlite_copy(tmp_path, PLUGINS)


@pytest.fixture
def site(make_site: Callable[..., ScratchSite], tmp_path: Path) -> ScratchSite:
    """One page with every block of the plugin."""
    files = {"mastaba.plugins": PLUGINS, "mastaba.media.folder": str(tmp_path / "files")}
    made = make_site(files)
    with made.request("admin") as request:
        said = {"caption": "Hills at dusk, from the dome", "credit": "Made by a script"}
        alts = [{"alt": {"en": f"Hills, number {n}"}, **(said if n % 2 else {})} for n in range(6)]
        uids = [kept(request, f"hills {n}.jpg", hills(n), alts[n]) for n in range(6)]
        table = kept(request, "visitors.csv", paper())
        content = (
            text(WORDS), block("media.image", {"picture": uids[1]}), text(WORDS),
            block("media.image", {"picture": uids[2], "place": "wide", "caption": "Wider"}),
            text(WORDS), block("media.image", {"picture": uids[3], "place": "small"}),
            text(WORDS), block("media.gallery", {"pictures": uids, "caption": "All of them"}),
            block("core.callout", {}, block("media.image", {"picture": uids[0]}), text("x")),
            block("media.file", {"file": table}),
        )  # fmt: skip
        data = {"title": "Night walk", "body": body(*content)}
        publish(request, create(request, find_at(request, "/"), Page, data))
    return made


def taken(page: BrowserPage, name: str) -> None:
    """A picture of the page, when somebody wants to look at it."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"blocks-{name}.png", full_page=True)


def test_every_block_is_shown_to_visitors_without_a_jump(new_page: NewPage, axe: Axe) -> None:
    for viewport, scheme in LOOKS:
        page = new_page(viewport=viewport, color_scheme=scheme)
        page.goto("/night-walk")
        for picture in page.locator(".body img").all():
            picture.scroll_into_view_if_needed()
            before = picture.bounding_box()
            expect(picture).to_have_js_property("complete", True)
            after = picture.bounding_box()
            assert before and after and abs(before["height"] - after["height"]) < 2
        broken = "imgs => imgs.filter(i => !i.naturalWidth).map(i => i.currentSrc)"
        assert page.locator(".body img").evaluate_all(broken) == []
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(width) <= 0
        assert axe(page) == []
        taken(page, f"{viewport['width']}-{scheme}")
        page.wait_for_load_state("networkidle")


def test_a_gallery_opens_large_by_keyboard(page: BrowserPage) -> None:
    page.watch.expect("favicon.ico")  # type: ignore[attr-defined] # a file may load nothing
    page.goto("/night-walk")
    entry = page.get_by_role("link", name="Hills, number 4")
    entry.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/file/**")
    assert page.locator("img").evaluate("i => i.naturalWidth") == 900


def test_editors_see_the_blocks_as_visitors_do(editor_page: BrowserPage, axe: Axe) -> None:
    editor_page.goto("/admin/night-walk/@@edit")
    drawn = editor_page.locator(".ProseMirror img")
    expect(drawn.first).to_be_visible()
    for part in editor_page.locator(".ProseMirror > *").all():
        part.scroll_into_view_if_needed()
    expect(drawn).to_have_count(10)
    grid = editor_page.locator(".ProseMirror .media-gallery > ul")
    assert grid.evaluate("one => getComputedStyle(one).display") == "grid"
    assert axe(editor_page) == []
    taken(editor_page, "editor")


def test_the_hints_while_typing_are_those_of_the_server(browser: Browser) -> None:
    source = (CHECKOUT / "plugins/mastaba_media/frontend/item/hint.js").read_text(encoding="utf-8")
    page = browser.new_page()
    told = page.evaluate(
        """async ([source, cases]) => {
          const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
          const { hintOf } = await import(address);
          return cases.map(([text, known]) => hintOf(text, known));
        }""",
        [source, [[text, known] for text, known, _expected in CASES]],
    )
    page.close()
    assert told == [expected for _text, _known, expected in CASES]
