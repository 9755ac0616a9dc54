"""People with passwords, and browsers at the log-in page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mastaba.security.models import Account
from mastaba.security.operations import add_person
from mastaba.testing import ScratchSite

PASSWORD = "correct horse battery"
Browser = Any


@pytest.fixture
def ann(site: ScratchSite) -> Account:
    """Ann, an editor with a password and an address."""
    return person(site, "ann", "editor", email="ann@example.org")


@pytest.fixture
def browser(site: ScratchSite) -> Callable[[], Browser]:
    """Make further browsers on the same site, each with its own cookies and address."""

    def make(address: str = "192.0.2.1") -> Browser:
        client = site.client()
        client.extra_environ = {**client.extra_environ, "REMOTE_ADDR": address}
        return client

    return make


def person(site: ScratchSite, login: str, role: str, **more: Any) -> Account:
    """An account with `PASSWORD`."""
    with site.request() as request:
        account = add_person(
            request, login=login, name=login.title(), role=role, password=PASSWORD, **more
        )
        request.db.flush()
        request.db.expunge(account)
        return account


def try_log_in(browser: Browser, login: str, password: str, **hidden: str) -> Any:
    """Fill in the form at /login and send it."""
    form = browser.get("/login").forms[0]
    form["login"], form["password"] = login, password
    for name, value in hidden.items():
        form[name] = value
    return form.submit(expect_errors=True)


def log_in(browser: Browser, login: str = "ann", password: str = PASSWORD) -> Browser:
    """The browser, logged in."""
    assert try_log_in(browser, login, password).status_int == 303
    return browser


def who(browser: Browser) -> str | None:
    """Who the site takes this browser for: the name on the page that asks about logging out."""
    response = browser.get("/logout")
    if response.status_int == 303:
        return None
    return str(response.html.select_one(".muted").text).removeprefix("You are logged in as ")[:-1]


def count(site: ScratchSite, model: Any, *where: Any) -> int:
    """Rows of a table."""
    with Session(site.database.reads) as session:
        return session.scalar(select(func.count()).select_from(model).where(*where)) or 0
