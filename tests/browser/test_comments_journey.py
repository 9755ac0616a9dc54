"""A comment from its form to its end: held, approved, answered, reported, banned, erased."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from mastaba.api import create, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.conftest import need_postgres
from tests.functional.comments.conftest import PLUGINS
from tests.support import databases

QUEUE = "/admin/-/comments"
MAIL = "zebrafink@example.org"
WORDS = "The **heron** is back."
LogIn = Callable[[Tab, str], None]
NewPage = Callable[..., Tab]


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database of a site with pages and comments: SQLite, or the one that is asked for."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield databases.sqlite_copy(tmp_path, PLUGINS)
    else:
        need_postgres(request.config)
        yield databases.renewed("postgres", PLUGINS)


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    site = make_site({"mastaba.plugins": PLUGINS, "mastaba.comments.screening.quickest": "0s"})
    with site.request() as request:
        publish(request, create(request, find_at(request, "/"), Page, {"title": "Harbour"}))
    return site


@pytest.mark.parametrize(
    ("database", "script"),
    [
        ("sqlite", True),
        ("sqlite", False),
        pytest.param("postgres", True, marks=pytest.mark.postgres),
    ],
    indirect=["database"],
)
def test_a_comment_from_its_form_to_its_end(
    site: ScratchSite, new_page: NewPage, log_in: LogIn, script: bool
) -> None:
    visitor = new_page(java_script_enabled=script)
    staff = new_page(java_script_enabled=script)
    log_in(staff, "admin")
    write(visitor, WORDS, "Zebrafink", MAIL)
    expect(visitor.get_by_text("as soon as somebody has looked").first).to_be_visible()
    expect(comments(new_page(), "heron")).to_have_count(0)
    decide(staff, "a", "Approve", script)
    answer(visitor)
    decide(staff, "a", "Approve", script)
    expect(comments(visitor, "Which one?")).to_have_attribute("data-level", "1")
    report(visitor)
    ban(staff, script)
    write(visitor, "And again.", "Zebrafink", MAIL)
    expect(visitor.get_by_text("as soon as somebody has looked").first).to_be_visible()
    staff.goto(f"{QUEUE}?state=spam")
    expect(staff.locator("[data-comment]", has_text="And again.")).to_be_visible()
    erase(staff)
    expect(comments(visitor, "This comment was removed.")).to_have_count(1)
    expect(comments(visitor, "Which one?")).to_be_visible()
    assert visitor.context.cookies() == []
    for state in ("waiting", "shown", "spam", "trash"):
        staff.goto(f"{QUEUE}?state={state}")
        expect(staff.locator("main")).not_to_contain_text("Zebrafink")


def comments(tab: Tab, text: str) -> Locator:
    tab.goto("/harbour")
    return tab.locator(".comment", has_text=text).last


def write(tab: Tab, text: str, name: str, mail: str) -> None:
    tab.goto("/harbour")
    tab.get_by_role("link", name="Write a comment").click()
    tab.get_by_label("Your comment").fill(text)
    tab.get_by_label("Your name").fill(name)
    tab.get_by_label("Your e-mail").fill(mail)
    tab.get_by_role("button", name="Send", exact=True).click()


def answer(tab: Tab) -> None:
    """By somebody else, who gives no address."""
    comments(tab, "The heron is back.").get_by_role("link", name="Answer").click()
    tab.get_by_label("Your answer").fill("Which one?")
    tab.get_by_label("Your name").fill("Grace")
    tab.get_by_label("Your e-mail").fill("")
    tab.get_by_role("button", name="Send the answer").click()
    expect(tab.get_by_text("as soon as somebody has looked").first).to_be_visible()


def decide(tab: Tab, key: str, button: str, script: bool) -> None:
    """Decide of the one comment that waits: by keyboard, or by its button."""
    tab.goto(QUEUE)
    row = tab.locator("[data-comment]")
    expect(row).to_have_count(1)
    if script:
        tab.keyboard.press("j")
        tab.keyboard.press(key)
    else:
        row.get_by_role("button", name=button).click()
    expect(tab.get_by_text("Nothing waits for you")).to_be_visible()


def report(tab: Tab) -> None:
    comments(tab, "The heron is back.").first.get_by_role("link", name="Report").first.click()
    tab.get_by_role("radio").first.check()
    tab.get_by_role("button", name="Report").click()
    expect(tab.get_by_role("heading", name="Thank you")).to_be_visible()


def ban(tab: Tab, script: bool) -> None:
    tab.goto(f"{QUEUE}?state=reported")
    row = tab.locator("[data-comment]")
    expect(row).to_contain_text("Reported")
    if script:
        tab.keyboard.press("j")
        tab.keyboard.press("b")
    else:
        row.get_by_role("link", name="Author").click()
    tab.get_by_label("Reason").fill("Sends the same each day")
    tab.get_by_role("button", name="Ban", exact=True).click()
    expect(tab.get_by_text("refused from now on").first).to_be_visible()


def erase(tab: Tab) -> None:
    look_up(tab)
    word = tab.get_by_label("Erase everything")
    word.fill(str(word.get_attribute("placeholder")))
    tab.get_by_role("button", name="Erase").click()
    expect(word).to_have_count(0)
    look_up(tab)
    expect(tab.get_by_text("Nothing is known of this address")).to_be_visible()


def look_up(tab: Tab) -> None:
    tab.goto("/admin/-/privacy")
    tab.get_by_label("Mail address").fill(MAIL)
    tab.get_by_role("button", name="Show what is known").click()
