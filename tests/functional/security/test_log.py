"""Case 196: after a day's work no password, token, cookie or address of a link is in the log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from mastaba.security.log_text import OneLineFormatter
from mastaba.security.operations import make_link
from mastaba.testing import ScratchSite
from tests.functional.security.conftest import PASSWORD, log_in, person, try_log_in

WRONG = "a wrong pass phrase"
HEADER = "bearer-canary-81723"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged at any level, in the format of the ini files."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLineFormatter("%(levelname)s [%(name)s] %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def fails(request: Any) -> None:
    """What a careless plugin does: secrets in an exception, and in a statement that fails."""
    request.db.execute(text("SELECT :password FROM nowhere"), {"password": PASSWORD})


def also_fails(request: Any) -> None:
    raise ValueError(f"cannot log in with password={request.POST['password'].split()[0]}\nforged")


def test_case_196_no_secret_is_logged(make_site: Any, written: io.StringIO) -> None:
    site: ScratchSite = make_site()
    for view, name in ((fails, "fails"), (also_fails, "also-fails")):
        site.config.add_view(view, name=name, permission="view", request_method="POST")
    site.config.commit()
    account = person(site, "ann", "editor", email="ann@example.org")
    with site.request() as request:
        link = make_link(request, request.db.merge(account))
    browser = site.client()
    try_log_in(browser, "ann", WRONG)
    log_in(browser)
    cookie = browser.cookies[site.cookie_name]
    token = browser.get("/logout").forms[0]["csrf_token"].value
    browser.get(f"/admin/?token={token}&session={cookie}", headers={"Authorization": HEADER})
    browser.get(f"/nothing?password={WRONG}&next=/admin/", expect_errors=True)
    site.client().get(f"/-/set-password?{urlsplit(link).query}", expect_errors=True)
    for name in ("fails", "also-fails"):
        fields = {"password": PASSWORD, "csrf_token": token}
        browser.post(f"/@@{name}", fields, status=500)
    log = written.getvalue()
    assert "failed" in log
    assert "GET /nothing 404" in log
    canaries = {
        "password": PASSWORD, "its first word": PASSWORD.split()[0], "wrong": WRONG,
        "cookie": cookie, "form token": token, "header": HEADER,
        "link": link.rpartition("=")[2],
    }  # fmt: skip
    assert [name for name, canary in canaries.items() if canary in log] == []
    assert "\nforged" not in log
