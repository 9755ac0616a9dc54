"""Links that lead nowhere, in the writing surface: marked, found, and put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mastaba.api import create, find_at, publish, trash
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page as PageModel

BLOCK = "0199c0de-0000-7000-8000-000000000001"


def linking(uid: str) -> dict[str, Any]:
    """Forty paragraphs; the last one links to the page."""
    filler = [
        {"type": "paragraph", "content": [{"type": "text", "text": f"Paragraph {n}."}]}
        for n in range(40)
    ]
    marks = [{"type": "link", "attrs": {"uid": uid}}]
    words = [{"type": "text", "text": "See "}, {"type": "text", "text": "this", "marks": marks}]
    return {
        "type": "doc",
        "content": [*filler, {"type": "paragraph", "attrs": {"uid": BLOCK}, "content": words}],
    }


@pytest.fixture
def dead(site: ScratchSite) -> ScratchSite:
    """`/own`, live, links to a page that went to the trash afterwards."""
    with site.request() as request:
        root = find_at(request, "/")
        gone = create(request, root, PageModel, {"title": "Gone"})
        own = create(request, root, PageModel, {"title": "Own", "body": linking(gone.uid)})
        for page in (gone, own):
            publish(request, page)
        trash(request, gone)
    return site


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_dead_link_is_found_and_removed(
    dead: ScratchSite, editor_page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page = editor_page
    page.goto("/admin/own/@@edit")
    marked = page.locator("mastaba-body .link-dead")
    expect(marked).to_have_text("this")
    assert axe(page) == []
    page.watch.expect("status of 422")  # type: ignore[attr-defined] # of the fixture
    page.get_by_role("button", name="Update").click()
    expect(page.get_by_role("alert").first).to_contain_text("Please look at")
    page.get_by_role("link", name="“this”").first.click()
    expect(marked).to_be_in_viewport()
    assert page.evaluate("String(getSelection())") == "this"
    page.locator(".bubble").get_by_role("button", name="Remove link").click()
    expect(marked).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="Update").click()
    expect(page.get_by_text("is updated for your visitors")).to_be_visible()
    assert not page.locator("[data-dead-links]").count()
    assert dead.client().get("/own").text.count("this") >= 1
