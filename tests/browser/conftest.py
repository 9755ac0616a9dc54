"""Fixtures for journeys in a real Chromium against the real application.

Every test has its own database, its own server on a free port and its own browser context; the
browser itself is shared per worker. A page that logs an error, breaks its content security
policy or asks another host fails its test (`tests/support/watch.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from scripts import chromium

from mastaba.testing import ScratchSite
from tests.conftest import need_postgres
from tests.support import absent, databases
from tests.support.live import LiveServer
from tests.support.watch import Watch

SWITCHES = [
    "--no-sandbox",  # CI runs as root in a container, where the sandbox does not start
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium, one per worker."""
    path = chromium.find()
    if path is None:
        reason = "no Chromium: sudo apt-get install chromium, or set CHROMIUM=/path/to/it"
        absent.skip_group(request.config, "browser", reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database: SQLite, unless the test is parametrised indirectly with `postgres`."""
    kind = getattr(request, "param", "sqlite")
    if kind == "postgres":
        need_postgres(request.config)
    with databases.fresh(kind, tmp_path) as address:
        yield address


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """A new application per test: a browser may still be asking the last one."""
    return make_site()


@pytest.fixture
def live(site: ScratchSite) -> Iterator[LiveServer]:
    """The site behind a real server; `live.url` has no slash at the end."""
    server = LiveServer(site.application)
    yield server
    server.close()


@pytest.fixture
def new_page(browser: Browser, live: LiveServer) -> Iterator[Callable[..., Page]]:
    """`new_page(viewport=PHONE, color_scheme="dark")`: a page in a context of its own."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def make(**options: Any) -> Page:
        chosen = {"base_url": live.url, "viewport": DESKTOP, "locale": "en-GB", **options}
        contexts.append(browser.new_context(**chosen))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        watches.append(Watch(page, live.url))
        page.watch = watches[-1]  # type: ignore[attr-defined] # for `page.watch.expect(...)`
        return page

    yield make
    for context in contexts:
        context.close()
    offences = [offence for watch in watches for offence in watch.offences()]
    assert offences == [], "\n".join(offences)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of 1280 x 900 of a visitor; `page.goto("/path")` is relative to the site."""
    return new_page()


@pytest.fixture
def log_in(site: ScratchSite, live: LiveServer) -> Callable[[Page, str], None]:
    """`log_in(page, "editor")` without the form: the cookie of a fresh log-in session."""

    def give_cookie(page: Page, role: str) -> None:
        cookie = {"name": site.cookie_name, "value": site.log_in(role), "url": live.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item] # a TypedDict in disguise

    return give_cookie


@pytest.fixture
def editor_page(page: Page, log_in: Callable[[Page, str], None]) -> Page:
    """A page of somebody logged in as an editor."""
    log_in(page, "editor")
    return page


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)` -> accessibility violations, one line each; `assert axe(page) == []`."""

    def violations(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{item['id']}: {item['help']} ({node['target'][0]})"
            for item in found
            for node in item["nodes"]
        ]

    return violations
