"""A site without users: the one-time link that `serve` prints, and nothing else (case 035)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import time_machine

from mastaba.cli.first_link import first_account_path
from mastaba.events.models import Audit
from mastaba.security.models import Account
from mastaba.testing import ScratchSite
from tests.functional.security.conftest import PASSWORD, count, person, who

MakeBrowser = Callable[..., Any]
FIELDS = {"login": "Root", "name": "Ada  Admin", "email": "ada@example.org", "password": PASSWORD}


def link(site: ScratchSite) -> str:
    path = first_account_path(site.registry)
    assert path is not None
    return path


def fill(page: Any, **fields: str) -> Any:
    form = page.forms[0]
    for name, value in (FIELDS | fields).items():
        form[name] = value
    return form.submit(expect_errors=True)


def test_the_link_makes_an_administrator_who_is_logged_in(site: ScratchSite, visitor: Any) -> None:
    page = visitor.get(link(site), status=200)
    assert page.headers["Referrer-Policy"] == "same-origin"
    response = fill(page)
    assert response.status_int == 303
    assert who(visitor) == "Ada Admin"
    assert count(site, Account, Account.role == "admin", Account.login == "root") == 1
    assert count(site, Audit, Audit.action == "person.first-account") == 1


def test_case_035_setup_is_404_afterwards_and_before(
    site: ScratchSite, visitor: Any, browser: MakeBrowser
) -> None:
    assert visitor.get("/-/first-account", expect_errors=True).status_int == 404
    assert visitor.get("/-/first-account?token=guess", expect_errors=True).status_int == 404
    address = link(site)
    fill(visitor.get(address))
    assert browser().get(address, expect_errors=True).status_int == 404
    assert first_account_path(site.registry) is None


def test_case_035_of_two_claims_at_once_one_makes_the_admin(
    site: ScratchSite, browser: MakeBrowser
) -> None:
    address, together = link(site), Barrier(2)
    forms = [browser().get(address) for _ in range(2)]

    def claim(number: int) -> int:
        together.wait()
        return int(fill(forms[number], login=f"admin{number}", email="").status_int)

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(claim, range(2)))
    assert answers == [303, 404]
    assert count(site, Account) == 1


def test_a_newer_link_retires_the_older_and_a_day_ends_both(
    site: ScratchSite, visitor: Any
) -> None:
    with time_machine.travel("2026-11-22 10:00:00+00:00") as clock:
        older, newer = link(site), link(site)
        assert visitor.get(older, expect_errors=True).status_int == 404
        assert visitor.get(newer).status_int == 200
        clock.shift(86_401)
        assert visitor.get(newer, expect_errors=True).status_int == 404


def test_a_used_form_is_of_no_use_once_somebody_can_log_in(
    site: ScratchSite, visitor: Any
) -> None:
    page = visitor.get(link(site))
    person(site, "bob", "editor")
    assert fill(page).status_int == 404
    assert count(site, Account, Account.role == "admin") == 0


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("login", "", "This is needed."),
        ("login", "two words", "holds no spaces"),
        ("login", "x" * 201, "at most 200 characters"),
        ("name", "  ", "This is needed."),
        ("email", "nonsense", "no e-mail address"),
        ("password", "short", "too short"),
        ("password", "", "too short"),
        ("password", "aaaaaaaaaaaaaa", "repeats"),
        ("password", "Ada Admin", "too short"),
        ("password", "ada@example.org", "your name or address"),
        ("password", "x" * 1025, "too long"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    site: ScratchSite, visitor: Any, field: str, value: str, words: str
) -> None:
    response = fill(visitor.get(link(site)), **{field: value})
    assert response.status_int == 422
    assert words in response.html.select_one(f"#{field}-error").text
    assert response.forms[0]["password"].value == ""
    assert field == "name" or response.forms[0]["name"].value == "Ada  Admin"
    assert fill(response).status_int == 303


def test_the_log_in_page_says_what_to_do_while_there_is_nobody(
    site: ScratchSite, visitor: Any
) -> None:
    assert "There is no account yet" in visitor.get("/login").text
    person(site, "bob", "editor")
    assert "There is no account yet" not in visitor.get("/login").text


def test_authors_without_a_password_are_nobody_yet(site: ScratchSite) -> None:
    site.account("admin")
    assert first_account_path(site.registry) is not None


def test_tokens_that_are_no_text_are_no_tokens(site: ScratchSite, visitor: Any) -> None:
    form = visitor.get(link(site)).forms[0]
    body = [("csrf_token", form["csrf_token"].value), ("token", "a"), ("token", "b")]
    assert visitor.post("/-/first-account", body, expect_errors=True).status_int == 404
    files = [("token", "t.txt", form["token"].value.encode())]
    response = visitor.post("/-/first-account", body[:1], upload_files=files, expect_errors=True)
    assert response.status_int == 404
