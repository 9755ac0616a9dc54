"""Log in and out at /login: what is accepted, refused, limited and set as a cookie."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from mastaba.events.models import Audit
from mastaba.security import windows
from mastaba.security.models import Account, AuthSession
from mastaba.security.operations import add_person, suspend
from mastaba.security.passwords import Passwords
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


def test_name_and_password_log_in_and_lead_to_the_admin(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = browser()
    response = try_log_in(client, "ann", PASSWORD)
    assert response.status_int == 303
    assert response.location.endswith("/admin/")
    assert who(client) == "Ann"
    assert count(site, Audit, Audit.action == "person.logged-in", Audit.actor_name == "Ann") == 1


@pytest.mark.parametrize(
    "name", ["ANN", " ann ", "\uff21nn", "ann@example.org", "Ann@Example.ORG"]
)
def test_the_name_is_folded_and_the_address_works_too(
    ann: Account, browser: MakeBrowser, name: str
) -> None:
    assert try_log_in(browser(), name, PASSWORD).status_int == 303


def test_a_password_typed_in_another_normal_form_is_the_same(
    site: ScratchSite, browser: MakeBrowser
) -> None:
    with site.request() as request:
        add_person(
            request,
            login="zoe",
            name="Zoe",
            role="editor",
            password="caf\u00e9 cr\u00e8me br\u00fbl\u00e9e",
        )
    decomposed = "cafe\u0301 cre\u0300me bru\u0302le\u0301e"
    assert try_log_in(browser(), "zoe", decomposed).status_int == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ann", "wrong horse battery"),
        ("ann", ""),
        ("ann", PASSWORD + "!"),
        ("ann", PASSWORD.upper()),
        ("nobody", PASSWORD),
        ("", ""),
        ("ann%", PASSWORD),
    ],
)
def test_a_refusal_never_tells_whether_the_name_exists(
    ann: Account, browser: MakeBrowser, name: str, password: str
) -> None:
    client = browser()
    response = try_log_in(client, name, password)
    assert response.status_int == 422
    assert "Name and password do not fit together" in response.text
    assert password not in response.text or not password
    assert who(client) is None


def test_an_unknown_name_costs_as_much_as_a_wrong_password(
    site: ScratchSite, ann: Account, browser: MakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    hasher = site.registry[Passwords]._hasher
    original = type(hasher).verify

    def verify(self: Any, stored: str, password: str) -> bool:
        verified.append(stored.rsplit("$", 2)[0])
        return original(self, stored, password)

    monkeypatch.setattr(type(hasher), "verify", verify)
    for name in ("ann", "nobody"):
        try_log_in(browser(), name, "wrong horse battery")
    assert len(verified) == 2
    assert verified[0] == verified[1]


def test_suspended_people_and_those_without_a_password_are_refused_alike(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    site.account("reader")
    with site.request() as request:
        suspend(request, request.db.get(Account, ann.id))
    for name in ("ann", "reader"):
        response = try_log_in(browser(), name, PASSWORD)
        assert response.status_int == 422
        assert "do not fit together" in response.text


def test_case_001_the_eleventh_wrong_password_has_to_wait_and_the_right_one_too(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    person(site, "bob", "editor")
    for _ in range(10):
        assert try_log_in(browser("192.0.2.7"), "ann", "wrong horse").status_int == 422
    wrong = try_log_in(browser("192.0.2.8"), "ANN", "wrong horse")
    right = try_log_in(browser("192.0.2.9"), "ann", PASSWORD)
    assert wrong.status_int == right.status_int == 429
    assert 0 < int(right.headers["Retry-After"]) <= 300
    assert right.html.select_one(".notice").text == wrong.html.select_one(".notice").text
    assert try_log_in(browser("192.0.2.7"), "bob", PASSWORD).status_int == 303


def test_case_001_after_the_window_the_right_password_is_right_again(
    ann: Account, browser: MakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(11):
        response = try_log_in(browser(), "ann", "wrong horse")
    assert response.status_int == 429
    later = time.monotonic() + 301
    # Windows go by the clock that nobody sets, so travelling in time moves nothing there.
    monkeypatch.setattr(windows, "time", SimpleNamespace(monotonic=lambda: later))
    assert try_log_in(browser(), "ann", PASSWORD).status_int == 303


def test_a_right_password_begins_the_count_anew(ann: Account, browser: MakeBrowser) -> None:
    for _ in range(2):
        for _ in range(9):
            try_log_in(browser(), "ann", "wrong horse")
        assert try_log_in(browser(), "ann", PASSWORD).status_int == 303


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("192.0.2.1", "192.0.2.1", 429),
        ("192.0.2.1", "192.0.2.2", 422),
        ("2001:db8::1", "2001:db8::ffff", 429),
        ("2001:db8::1", "2001:db8:0:1::1", 422),
    ],
)
def test_guessing_over_many_names_is_limited_by_address(
    make_site: Any, first: str, second: str, status: int
) -> None:
    site = make_site({"mastaba.login.address_limit": "3"})
    for number in range(3):
        client = site.client()
        client.extra_environ["REMOTE_ADDR"] = first
        assert try_log_in(client, f"name{number}", "wrong horse").status_int == 422
    client = site.client()
    client.extra_environ["REMOTE_ADDR"] = second
    assert try_log_in(client, "another", "wrong horse").status_int == status


def test_case_003_a_forged_forwarding_header_does_not_escape_the_limit(make_site: Any) -> None:
    site = make_site({"mastaba.login.address_limit": "2"})
    answers = []
    for number in range(4):
        client = site.client()
        client.extra_environ.update(
            REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}"
        )
        answers.append(try_log_in(client, f"name{number}", "wrong horse").status_int)
    assert answers == [422, 422, 429, 429]


def test_case_037_a_password_of_a_megabyte_is_400_without_hashing(
    ann: Account, browser: MakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hashed(*_: Any) -> bool:
        raise AssertionError("the password was hashed")

    monkeypatch.setattr(Passwords, "matches", hashed)
    response = try_log_in(browser(), "ann", "x" * 1_000_000)
    assert response.status_int == 400
    assert try_log_in(browser(), "x" * 1_000_000, "x").status_int == 400


def test_too_many_at_once_are_asked_to_come_back(
    site: ScratchSite, ann: Account, browser: MakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mastaba.security.passwords.WAIT", 0)
    places = site.registry[Passwords]._places
    while places.acquire(blocking=False):
        pass
    response = try_log_in(browser(), "ann", PASSWORD)
    assert response.status_int == 503
    assert response.headers["Retry-After"] == "5"


def test_hashes_of_other_costs_are_renewed_at_log_in(
    site: ScratchSite, ann: Account, make_site: Any
) -> None:
    dearer = make_site({"mastaba.login.hash_time": "2"})
    log_in(dearer.client())
    with site.request() as request:
        assert "t=2" in request.db.get(Account, ann.id).password_hash


def test_case_006_the_session_is_new_after_log_in_and_the_old_one_is_gone(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    before = client.cookies[site.cookie_name]
    client.post("/logout", {"csrf_token": client.get("/logout").form["csrf_token"].value})
    planted = browser()
    planted.set_cookie(site.cookie_name, "planted-by-somebody")
    log_in(planted)
    assert planted.cookies[site.cookie_name] not in ("planted-by-somebody", before)
    thief = browser()
    thief.set_cookie(site.cookie_name, "planted-by-somebody")
    assert who(thief) is None


def test_case_006_logging_in_again_in_the_same_browser_ends_the_first_session(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    person(site, "bob", "editor")
    first = client.cookies[site.cookie_name]
    token = client.get("/logout").form["csrf_token"].value
    client.post("/login", {"login": "bob", "password": PASSWORD, "csrf_token": token}, status=303)
    assert who(client) == "Bob"
    assert count(site, AuthSession) == 1
    old = browser()
    old.set_cookie(site.cookie_name, first)
    assert who(old) is None


def test_who_is_logged_in_is_sent_on_from_the_log_in_page(
    ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    assert client.get("/login?next=/news/").location.endswith("/news/")
    assert client.get("/login?next=//evil.test").location.endswith("/admin/")


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/news/?page=2", "http://localhost/news/?page=2"),
        ("//evil.test", "http://localhost/admin/"),
        ("https://evil.test", "http://localhost/admin/"),
        ("/\\evil.test", "http://localhost/admin/"),
        ("", "http://localhost/admin/"),
    ],
)
def test_case_034_next_leads_to_this_site_only(
    ann: Account, browser: MakeBrowser, target: str, place: str
) -> None:
    location = try_log_in(browser(), "ann", PASSWORD, next=target).location
    assert location.replace(":80/", "/") == place


def test_case_034_next_survives_a_wrong_password_and_is_escaped(
    ann: Account, browser: MakeBrowser
) -> None:
    response = try_log_in(browser(), '"><svg>', "wrong", next="/news/")
    assert response.forms[0]["next"].value == "/news/"
    assert response.forms[0]["login"].value == '"><svg>'
    assert "<svg>" not in response.text


def test_case_047_logging_in_needs_a_form_token(ann: Account, browser: MakeBrowser) -> None:
    client = browser()
    fields = {"login": "ann", "password": PASSWORD}
    client.post("/login", fields, status=403)
    assert who(client) is None


def test_case_047_logging_out_by_get_only_asks(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    page = client.get("/logout", status=200)
    assert who(client) == "Ann"
    client.post("/logout", status=403)
    assert who(client) == "Ann"
    response = page.form.submit(status=303)
    assert response.location.endswith("/login?left")
    assert who(client) is None
    assert count(site, AuthSession) == 0
    assert "You are logged out." in client.get("/login?left").text


def test_case_007_a_cookie_replayed_after_log_out_is_anonymous(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    value = client.cookies[site.cookie_name]
    response = client.get("/logout").form.submit()
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert response.headers["Cache-Control"] == "no-store"
    thief = browser()
    thief.set_cookie(site.cookie_name, value)
    assert who(thief) is None


def test_case_007_pages_behind_the_log_in_are_never_stored(
    ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    for path in ("/admin/", "/admin/-/account", "/logout"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_case_013_production_sets_every_attribute(make_site: Any, ann: Account) -> None:
    site = make_site(
        {
            "mastaba.env": "production",
            "mastaba.session.secure": "yes",
            "mastaba.secret": "mB2vQx8Lr5TnYw3KcJd7Hs9PzFg4Ea6U",
            "mastaba.url": "https://localhost",
        }
    )
    client = site.client()
    client.extra_environ.update({"wsgi.url_scheme": "https", "HTTP_HOST": "localhost"})
    response = try_log_in(client, "ann", PASSWORD)
    cookies = response.headers.getall("Set-Cookie")
    (session,) = [one for one in cookies if one.startswith("__Host-mastaba=")]
    attributes = {part.strip().lower().partition("=")[0] for part in session.split(";")[1:]}
    assert attributes == {"max-age", "path", "expires", "secure", "httponly", "samesite"}
    assert "Domain" not in session
    assert len(session) < 4096


def test_case_005_the_log_holds_a_refused_name_on_one_line_and_no_password(
    ann: Account, browser: MakeBrowser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        try_log_in(browser(), "eve\tinjected", "swordfish swordfish")
    assert "swordfish" not in caplog.text
    (line,) = [r.getMessage() for r in caplog.records if "log-in refused" in r.getMessage()]
    assert "eve\tinjected" in line or "eve" in line
    assert "\n" not in line


def test_fields_twice_or_as_files_count_as_empty(ann: Account, browser: MakeBrowser) -> None:
    client = browser()
    token = client.get("/login").forms[0]["csrf_token"].value
    body = f"csrf_token={token}&login=ann&login=bob&password={PASSWORD}"
    assert client.post("/login", body, expect_errors=True).status_int == 422
    files = [("password", "a.txt", PASSWORD.encode())]
    fields = {"csrf_token": token, "login": "ann"}
    response = client.post("/login", fields, upload_files=files, expect_errors=True)
    assert response.status_int == 422


def test_log_in_costs_few_statements(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = browser()
    with site.statements() as sql:
        form = client.get("/login").forms[0]
    assert len(sql) <= 10
    form["login"], form["password"] = "ann", PASSWORD
    with site.statements() as sql:
        form.submit(status=303)
    assert len(sql) <= 10
