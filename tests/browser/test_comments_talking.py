"""Visitors talk below a page, with script and without: write, answer, quote, change, read on."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Response, expect
from playwright.sync_api import Page as Tab

from mastaba.api import create, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.functional.comments.conftest import PLUGINS, add_comment
from tests.support import databases

from .conftest import PHONE

SETTINGS = {
    "mastaba.plugins": PLUGINS,
    "mastaba.comments.page_size": "5",
    "mastaba.comments.screening.hold": "suspicious",
    "mastaba.comments.screening.quickest": "0s",
}
HARBOUR = "/harbour"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
NewPage = Callable[..., Tab]


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A fresh database of a site with pages and comments."""
    return databases.sqlite_copy(tmp_path, PLUGINS)


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """A page with two comments, one of which answers the other; what is sent is shown at once."""
    site = make_site(SETTINGS)
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Harbour"})
        publish(request, page)
        first = add_comment(request, page, "When does it **open**?", name="Grace")
        add_comment(request, page, "At ten.", name="سلمى", answers=first)
    return site


def by(tab: Tab, name: str) -> Locator:
    return tab.locator(".comment").filter(has=tab.locator("b", has_text=name)).first


def write(tab: Tab, text: str, *, name: str = "Ada", button: str = "Send") -> None:
    tab.get_by_label("Your comment").or_(tab.get_by_label("Your answer")).fill(text)
    tab.get_by_label("Your name").fill(name)
    tab.get_by_role("button", name=button).click()


def test_a_conversation_without_script(new_page: NewPage) -> None:
    tab = new_page(java_script_enabled=False, viewport=PHONE)
    tab.goto(HARBOUR)
    by(tab, "Grace").get_by_role("link", name="Answer Grace").click()
    tab.get_by_role("link", name="Quote it").click()
    expect(tab.get_by_label("Your answer to Grace")).to_have_value("> When does it **open**?\n\n")
    write(tab, "> When does it **open**?\n\nAnd *when* does it close?", button="Preview")
    expect(tab.get_by_role("group", name="Preview").locator("em")).to_have_text("when")
    tab.get_by_role("button", name="Send the answer").click()
    mine = by(tab, "Ada")
    expect(mine).to_be_in_viewport()
    expect(mine).to_have_attribute("data-level", "1")
    tab.get_by_role("link", name="change it").click()
    tab.get_by_label("Your comment").fill("When does it close?")
    tab.get_by_role("button", name="Save").click()
    expect(by(tab, "Ada")).to_contain_text("When does it close?")
    tab.get_by_role("link", name="take it back").click()
    tab.get_by_role("button", name="Take it back").click()
    tab.get_by_role("link", name="Back to Harbour").click()
    expect(tab.get_by_role("heading", name="2 comments")).to_be_visible()
    expect(by(tab, "Ada")).to_have_count(0)
    assert tab.context.cookies() == []


def test_a_conversation_without_leaving_the_page(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto(HARBOUR)
    tab.get_by_role("link", name="Write a comment").click()
    box = tab.get_by_label("Your comment")
    expect(box).to_be_focused()
    expect(tab.get_by_role("link", name="Write a comment")).to_be_hidden()
    box.fill("Half a sent")
    tab.reload()
    tab.get_by_role("link", name="Write a comment").click()
    expect(tab.get_by_label("Your comment")).to_have_value("Half a sent")
    tab.watch.expect("status of 422")  # type: ignore[attr-defined] # set by the fixture
    write(tab, "\N{ZERO WIDTH SPACE}")
    expect(tab.locator("#comments-text-error")).to_have_text("Write something first.")
    tab.get_by_label("Remember my name").check()
    write(tab, f"A whole sentence. {LONG}")
    expect(tab.get_by_role("status")).to_have_text("Your comment is there.")
    expect(by(tab, "Ada")).to_be_focused()
    expect(tab.get_by_role("heading", name="3 comments")).to_be_visible()
    by(tab, "Grace").get_by_role("link", name="Answer Grace").click()
    expect(tab.get_by_label("Your name")).to_have_value("Ada")
    write(tab, "So do I wonder.", button="Send the answer")
    answers = tab.locator(".comment[data-level='1']")
    expect(answers).to_have_count(2)
    expect(answers.nth(1)).to_contain_text("So do I wonder.")
    assert tab.url.endswith(HARBOUR)
    tab.get_by_role("link", name="Write a comment").click()
    write(tab, "Buy at https://a.test https://b.test https://c.test https://d.test today.")
    waits = tab.get_by_role("status")
    expect(waits).to_contain_text("as soon as somebody has looked at it")
    expect(waits).to_be_focused()
    expect(waits.get_by_role("link", name="Take it back")).to_be_visible()
    tab.reload()
    answers.nth(1).get_by_role("link", name="Change").click()
    expect(tab.get_by_label("Your comment")).to_have_value("So do I wonder.")
    assert tab.context.cookies() == []


def test_a_page_with_comments_weighs_at_most_50_kilobytes(page: Tab) -> None:
    weights: dict[str, int] = {}

    def weigh(answer: Response) -> None:
        if answer.request.resource_type in ("stylesheet", "font", "script"):
            body = answer.body()
            packed = answer.url.endswith(".woff2")
            weights[answer.url] = len(body if packed else gzip.compress(body))

    page.on("response", weigh)
    page.goto(HARBOUR, wait_until="networkidle")
    assert {name.rpartition(".")[2] for name in weights} == {"css", "js", "woff2"}
    assert sum(weights.values()) <= 50_000, weights


def test_reading_on_and_a_link_to_one_comment(
    new_page: NewPage, site: ScratchSite, axe: Callable[[Tab], list[str]]
) -> None:
    with site.request() as request:
        page = find_at(request, HARBOUR)
        uids = [add_comment(request, page, f"No. {n}", name="Bo").uid for n in range(12)]
    uid = uids[-1]
    tab = new_page(viewport=PHONE, color_scheme="dark")
    tab.goto(HARBOUR)
    expect(tab.locator(".comment")).to_have_count(5)
    for count in (10, 14):
        tab.get_by_role("link", name="More comments").click()
        expect(tab.locator(".comment")).to_have_count(count)
    expect(tab.locator(".comment").nth(10)).to_be_focused()
    tab.goto(f"{HARBOUR}/@@comments?comment={uid}#c-{uid}")
    linked = tab.locator(f"#c-{uid}")
    expect(linked).to_be_in_viewport()
    expect(linked).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert axe(tab) == []
    tab.get_by_role("link", name="From the beginning").click()
    expect(by(tab, "Grace")).to_be_visible()
    by(tab, "Grace").get_by_role("link", name="Report").click()
    tab.get_by_label("It is advertising").check()
    tab.get_by_role("button", name="Report").click()
    expect(tab.get_by_role("heading", name="Thank you")).to_be_visible()
    assert axe(tab) == []
