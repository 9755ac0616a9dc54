"""The browser harness: a page is watched, and a log-in reaches the server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mastaba.testing import ScratchSite
from tests.support.live import LiveServer
from tests.support.watch import Watch


@pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
def test_the_front_page_opens(page: Page) -> None:
    answer = page.goto("/")
    assert answer and answer.status == 200
    expect(page.locator("main")).to_be_visible()
    assert page.context.cookies() == []


def test_a_log_in_reaches_the_server(
    site: ScratchSite, page: Page, log_in: Callable[[Page, str], None]
) -> None:
    log_in(page, "editor")
    assert [cookie["name"] for cookie in page.context.cookies()] == [site.cookie_name]


def test_offences_are_seen(page: Page, live: LiveServer) -> None:
    watch = Watch(page, live.url)
    page.goto("/")
    page.evaluate("console.error('it broke')")
    page.evaluate("fetch('http://other.invalid/').catch(() => 0)")
    offences = "\n".join(watch.offences())
    assert "it broke" in offences
    assert "http://other.invalid/" in offences
    page.watch.expect("")  # type: ignore[attr-defined] # everything here was provoked
