"""The queue of comments as moderators use it: by keyboard, in a window and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from mastaba.api import create, find_at, publish, save
from mastaba.testing import ScratchSite
from mastaba_comments.models import SHOWN, SPAM, WAITING
from mastaba_pages.models import Page
from tests.functional.comments.conftest import PLUGINS, add_comment
from tests.support import databases

from .conftest import DESKTOP, PHONE

QUEUE = "/admin/-/comments"
MARKUP = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
LOOKS: Any = [(DESKTOP, "light"), (PHONE, "dark")]
LINKS = {"rule": "links", "points": 40, "words": "It has 3 links."}


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A fresh database of a site with pages and comments."""
    return databases.sqlite_copy(tmp_path, PLUGINS)


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """A page with a shown comment, its held answer, and two more that are held."""
    made = make_site({"mastaba.plugins": PLUGINS})
    with made.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "News"})
        save(request, page, {"title": f"News {MARKUP}"})
        publish(request, page)
        begin = request.now - timedelta(hours=5)

        def add(hour: int, text: str, **columns: Any) -> Any:
            at = begin + timedelta(hours=hour)
            return add_comment(request, page, text, created=at, **columns)

        first = add(0, "The path along the lake is open again.", name="Bob", state=SHOWN)
        add(1, "Is it lit at night?", answers=first, state=WAITING, person="p", network="n" * 32)
        held = {"state": WAITING, "person": "p", "network": "n" * 32}
        add(2, f"Look {MARKUP}", name=MARKUP[:90], verdict=[LINKS], **held)
        add(3, "A word **of** thanks, and a `mark`.\n\n> The path\n\nGood.", name="Cleo", **held)
        add(4, "Cheap watches", state=SPAM)
    return made


def texts(page: BrowserPage) -> list[str]:
    return [
        text.strip()[:9] for text in page.locator("[data-comment] [data-text]").all_inner_texts()
    ]


def test_held_comments_are_decided_by_keyboard_and_shown(
    editor_page: BrowserPage, new_page: Callable[..., BrowserPage]
) -> None:
    page, keys = editor_page, editor_page.keyboard
    page.goto(QUEUE)
    assert texts(page) == ["A word of", "Look <scr", "Is it lit"]
    keys.press("j")
    rows = page.locator("[data-comment]")
    expect(rows.nth(0)).to_be_focused()
    keys.press("a")
    expect(page.get_by_role("status")).to_contain_text("1 comment approved. 2 left here.")
    expect(rows.nth(0)).to_be_focused()
    expect(rows.nth(0)).to_contain_text("Look")
    keys.press("s")
    expect(page.get_by_role("status")).to_contain_text("1 comment marked as spam. 1 left here.")
    expect(page.locator(".sidebar [aria-current] .count")).to_have_text("1")
    keys.press("u")
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_be_focused()
    keys.press("x")
    keys.press("ArrowDown")
    keys.press("x")
    page.get_by_role("group", name="Selected comments").get_by_role("button", name="Trash").click()
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    keys.press("u")
    expect(rows).to_have_count(2)
    public = new_page()
    public.goto("/news")
    expect(public.get_by_text("A word of thanks")).to_be_visible()
    expect(public.get_by_text("Is it lit at night?")).to_have_count(0)


def test_forms_open_below_a_comment_and_keep_what_is_typed(editor_page: BrowserPage) -> None:
    page, keys = editor_page, editor_page.keyboard
    page.goto(QUEUE)
    keys.press("j")
    keys.press("e")
    text = page.get_by_label("Comment", exact=True)
    expect(text).to_be_focused()
    text.fill(" ")
    page.watch.expect("422")  # type: ignore[attr-defined] # see new_page
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-place] [role=alert]")).to_have_text("This is needed.")
    text.fill("Thanks, *all* of you. a s t")
    keys.press("Escape")
    expect(text).to_be_visible()
    keys.press("j")
    keys.press("r")
    expect(page.locator(".toast-error")).to_contain_text("Save or cancel")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-comment] em").first).to_have_text("all")
    keys.press("j")
    keys.press("o")
    expect(page.locator(".mod-thread [aria-current]")).to_contain_text("Look")
    expect(page.locator(".mod-thread li")).to_have_count(5)
    keys.press("Escape")
    keys.press("j")
    keys.press("r")
    page.get_by_label("Your answer").fill("Yes, until ten.")
    page.get_by_role("button", name="Approve and answer").click()
    expect(page.get_by_role("status")).to_contain_text("Your answer is shown. 2 left here.")
    keys.press("b")
    page.get_by_label("Put it into the trash").check()
    page.get_by_label("Reason").fill("Rude")
    page.get_by_role("button", name="Ban", exact=True).click()
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    keys.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("What stands around it")


def test_somebody_else_was_faster_and_the_server_is_away(
    site: ScratchSite, editor_page: BrowserPage
) -> None:
    page, keys = editor_page, editor_page.keyboard
    page.goto(QUEUE)
    keys.press("j")
    uid = page.locator("[data-comment]").first.get_attribute("data-comment")
    site.client("admin").send(QUEUE, {"one": f"spam {uid}"})
    keys.press("a")
    expect(page.locator(".toast-error")).to_contain_text("It was already marked as spam by")
    expect(page.locator("[data-comment]")).to_have_count(2)
    page.route(f"**{QUEUE}", lambda route: route.abort())
    page.watch.expect("net::ERR_FAILED")  # type: ignore[attr-defined] # see new_page
    keys.press("a")
    expect(page.locator(".toast-error")).to_contain_text("Nothing was changed")
    expect(page.locator("[data-comment]")).to_have_count(2)
    expect(page.locator("[data-busy]")).to_have_count(0)


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_case_053_everything_is_shown_as_text_and_read_by_everybody(
    new_page: Callable[..., BrowserPage],
    log_in: Callable[[BrowserPage, str], None],
    axe: Callable[[BrowserPage], list[str]],
    viewport: Any,
    scheme: Any,
) -> None:
    page = new_page(viewport=viewport, color_scheme=scheme)
    log_in(page, "editor")
    page.goto("/admin/")
    assert axe(page) == []
    page.goto(f"{QUEUE}?order=oldest")
    page.keyboard.press("j")
    page.keyboard.press("j")
    uid = page.locator("[data-comment]").nth(1).get_attribute("data-comment")
    for key in ("o", "b"):
        page.keyboard.press(key)
        expect(page.locator("[data-place] > *")).to_be_visible()
        assert axe(page) == []
        page.keyboard.press("Escape")
    names = ("comment", "comment-edit", "comment-answer", "comment-author")
    own = [f"/admin/-/{name}?uid={uid}" for name in names]
    for url in (
        *own,
        "/admin/news/@@comment-list",
        f"{QUEUE}?state=trash",
        "/admin/-/comment-bans",
    ):
        page.goto(url)
        assert axe(page) == [], url
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (url, wide)
        assert page.title() != "run" and page.locator("main img").count() == 0
