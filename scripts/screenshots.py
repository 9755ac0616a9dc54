"""Make the pictures of README.md from the demo site: `python scripts/screenshots.py`."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from scripts import chromium  # noqa: E402 - the checkout must be on the path first

from tests.support.process import Serving, free_port, serving  # noqa: E402 - the same

FOLDER = HERE / "docs" / "screenshots"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Picture:
    """A file name, the address it shows, and how the browser is set up."""

    name: str
    path: str
    width: int = 1280
    height: int = 800
    options: dict[str, Any] = field(default_factory=dict)


PICTURES = (
    Picture("public", "/"),
    Picture("list", "/admin/news/"),
    Picture("edit", "/admin/notebook/what-the-dark-is-for/@@edit"),
    Picture("list-phone-dark", "/admin/news/", 390, 800, {"color_scheme": "dark"}),
)


def main() -> None:
    """Start a demo site in an empty folder and look at it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as (server, login, password), browser() as chromium_browser:
        for picture in PICTURES:
            take(chromium_browser, server.url, picture, login, password)
            print(f"docs/screenshots/{picture.name}.jpg")


@contextmanager
def demo() -> Iterator[tuple[Serving, str, str]]:
    """A fresh demo site, with the log-in of its administrator."""
    command = [sys.executable, "-m", "mastaba.cli", "demo", "--port", str(free_port())]
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(command, Path(folder), os.environ) as server,
    ):
        found = re.search(r"^\s*admin\s+(\S+)$", server.printed, re.MULTILINE)
        if found is None:
            raise SystemExit(f"The demo printed no log-in:\n{server.printed}")
        yield server, "admin", found[1]
        server.stop()


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=SWITCHES)
        yield started
        started.close()


def take(browser: Browser, base: str, picture: Picture, login: str, password: str) -> None:
    """Log in where needed, open the address, save the picture."""
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_context(base_url=base, viewport=size, **picture.options).new_page()
    if picture.path.startswith("/admin"):
        log_in(page, login, password)
    page.goto(picture.path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{picture.name}.jpg", type="jpeg", quality=82)


def log_in(page: Page, login: str, password: str) -> None:
    """Through the form, as everybody does."""
    page.goto("/login?next=/admin/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


if __name__ == "__main__":
    main()
