"""One's own password and devices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.events.models import Audit
from mastaba.security.models import Account, AuthSession
from mastaba.testing import ScratchSite
from tests.functional.security.conftest import (
    PASSWORD,
    count,
    log_in,
    person,
    try_log_in,
    who,
)

MakeBrowser = Callable[..., Any]
ACCOUNT = "/admin/-/account"
NEW = "a rather new sentence"


def form_to(page: Any, action: str) -> Any:
    return next(form for form in page.forms.values() if form.action.endswith(action))


def change(client: Any, current: str, password: str) -> Any:
    form = form_to(client.get(ACCOUNT), "/password")
    form["current"], form["password"] = current, password
    return form.submit(expect_errors=True)


def test_case_008_a_new_password_ends_the_other_log_ins_and_renews_this_one(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    here, there = log_in(browser()), log_in(browser())
    before = here.cookies[site.cookie_name]
    assert change(here, PASSWORD, NEW).status_int == 303
    assert "Every other device is logged out" in here.get(ACCOUNT).text
    assert here.cookies[site.cookie_name] != before
    assert who(here) == "Ann"
    assert who(there) is None
    assert try_log_in(browser(), "ann", NEW).status_int == 303
    assert count(site, Audit, Audit.action == "person.password-changed") == 1


@pytest.mark.parametrize(
    ("current", "password", "field", "words"),
    [
        ("wrong", NEW, "current", "not your password"),
        ("", NEW, "current", "not your password"),
        ("x" * 2000, NEW, "current", "not your password"),
        (PASSWORD, "short", "password", "too short"),
        (PASSWORD, "", "password", "too short"),
        (PASSWORD, "ANN@example.org", "password", "your name or address"),
    ],
)
def test_a_change_that_is_refused_says_why_and_changes_nothing(
    ann: Account, browser: MakeBrowser, current: str, password: str, field: str, words: str
) -> None:
    client = log_in(browser())
    response = change(client, current, password)
    assert response.status_int == 422
    assert words in response.html.select_one(f"#{field}-error").text
    assert who(client) == "Ann"
    assert try_log_in(browser(), "ann", PASSWORD).status_int == 303


def test_devices_are_listed_and_can_be_logged_out_one_by_one(
    ann: Account, browser: MakeBrowser
) -> None:
    here, there = browser(), browser("203.0.113.5")
    there.extra_environ["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux) Firefox/150.0"
    log_in(here)
    log_in(there)
    page = here.get(ACCOUNT)
    rows = [" ".join(row.text.split()) for row in page.html.select("#devices ~ .card-row")] or [
        " ".join(row.text.split())
        for row in page.html.select("[aria-labelledby=devices] .card-row")
    ]
    assert len(rows) == 2
    assert sum("This device" in row for row in rows) == 1
    assert sum("Firefox on Linux" in row and "203.0.113.5" in row for row in rows) == 1
    form_to(page, "/end").submit(status=303)
    assert who(there) is None
    assert who(here) == "Ann"


def test_case_021_somebody_else_s_device_cannot_be_logged_out(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    person(site, "bob", "editor")
    theirs = log_in(browser(), "bob")
    mine = log_in(browser())
    with Session(site.database.reads) as session:
        query = select(AuthSession.id).where(AuthSession.account_id != ann.id)
        number = session.scalars(query).one()
    token = mine.get("/logout").form["csrf_token"].value
    for value in (str(number), "x", "", "9" * 30, "-1"):
        fields = {"csrf_token": token, "session": value}
        assert mine.post(f"{ACCOUNT}/end", fields, expect_errors=True).status_int == 404
    assert who(theirs) == "Bob"


def test_log_out_everywhere_ends_this_log_in_too(ann: Account, browser: MakeBrowser) -> None:
    here, there = log_in(browser()), log_in(browser())
    response = form_to(here.get(ACCOUNT), "/log-out").submit(status=303)
    assert response.location.endswith("/login?left")
    assert who(here) is None
    assert who(there) is None


def test_a_reader_has_an_account_too(site: ScratchSite, browser: MakeBrowser) -> None:
    person(site, "rea", "reader")
    client = log_in(browser(), "rea")
    assert client.get(ACCOUNT).status_int == 200
    assert change(client, PASSWORD, NEW).status_int == 303


def test_a_visitor_has_none(visitor: Any) -> None:
    assert visitor.get(ACCOUNT, expect_errors=True).status_int in (303, 403, 404)
    token = visitor.get("/login").forms[0]["csrf_token"].value
    for action in ("password", "end", "log-out"):
        response = visitor.post(f"{ACCOUNT}/{action}", {"csrf_token": token}, expect_errors=True)
        assert response.status_int in (303, 403, 404)


def test_an_action_that_does_not_exist_is_404(ann: Account, browser: MakeBrowser) -> None:
    client = log_in(browser())
    token = client.get("/logout").form["csrf_token"].value
    fields = {"csrf_token": token}
    assert client.post(f"{ACCOUNT}/nothing", fields, expect_errors=True).status_int == 404
    assert client.get(f"{ACCOUNT}/x.css", expect_errors=True).status_int in (404, 405)


def test_the_screen_costs_few_statements(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    with site.statements() as sql:
        client.get(ACCOUNT)
    assert len(sql) <= 10
