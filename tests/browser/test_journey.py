"""The journey of a page, from the first account to the trash and back, on both databases."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mastaba.cli.first_link import first_account_path
from mastaba.testing import ScratchSite

BOTH = pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
PASSWORD = "quarry-lintel-mortar-42"


def make_first_account(site: ScratchSite, page: Page) -> None:
    path = first_account_path(site.registry)
    assert path is not None
    page.goto(path)
    page.locator("input[name=login]").fill("imhotep")
    page.locator("input[name=name]").fill("Imhotep")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Create account and log in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Imhotep")


def write(page: Page, text: str) -> None:
    body = page.locator("mastaba-body [contenteditable=true]")
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def saved(page: Page) -> None:
    expect(page.locator("[data-save-status]")).to_contain_text("Saved")


def more(page: Page, name: str) -> None:
    page.get_by_role("button", name="More actions").click()
    page.locator("#page-menu").get_by_text(name, exact=True).click()


def press(page: Page, name: str) -> None:
    # The answer is awaited: what follows would otherwise see, or abort, what is under way.
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def confirm(page: Page) -> None:
    with page.expect_navigation():
        page.locator("dialog[open] button.button-strong, dialog[open] .button-danger").last.click()


@BOTH
def test_from_the_first_account_to_the_trash_and_back(
    site: ScratchSite, page: Page, new_page: Callable[..., Page]
) -> None:
    make_first_account(site, page)
    visitor = new_page()
    for _ in range(20):
        visitor.watch.expect("status of 404")  # type: ignore[attr-defined]  # of the fixture

    page.get_by_role("link", name=re.compile("New page in")).first.click()
    page.get_by_label("Title").fill("The first step")
    write(page, "Mud brick, laid flat.")
    saved(page)
    expect(page).to_have_url(re.compile("/admin/the-first-step/@@edit"))
    page.get_by_role("button", name="Preview").click()
    preview = page.frame_locator("iframe[data-preview-frame]")
    expect(preview.get_by_text("Mud brick, laid flat.")).to_be_visible()
    assert visitor.goto("/the-first-step").status == 404  # type: ignore[union-attr]  # a page always answers

    press(page, "Publish")
    expect(page.locator("[data-state-chip]")).to_contain_text("Published")
    visitor.goto("/the-first-step")
    expect(visitor.get_by_text("Mud brick, laid flat.")).to_be_visible()

    page.goto("/admin/the-first-step/@@edit")
    write(page, " Then stone.")
    saved(page)
    visitor.reload()
    expect(visitor.get_by_text("Then stone.")).to_have_count(0)
    press(page, "Update")
    expect(page.locator("[data-state-chip]")).to_contain_text("Published")
    visitor.reload()
    expect(visitor.get_by_text("Then stone.")).to_be_visible()

    page.goto("/admin/the-first-step/@@edit")
    more(page, "Unpublish")
    confirm(page)
    expect(page.get_by_text("Draft").first).to_be_visible()
    assert visitor.goto("/the-first-step").status == 404  # type: ignore[union-attr]  # a page always answers

    page.goto("/admin/the-first-step/@@edit")
    more(page, "Move to trash…")
    press(page, "Move to trash")
    page.goto("/admin/-/trash")
    press(page, "Restore")
    page.goto("/admin/the-first-step/@@edit")
    press(page, "Publish")
    expect(page.locator("[data-state-chip]")).to_contain_text("Published")
    visitor.goto("/the-first-step")
    expect(visitor.get_by_text("Then stone.")).to_be_visible()
