"""Cross-site request forgery: tokens, their bindings, and what the browser says of the sender."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webtest import TestApp

from mastaba.security.csrf import make_token, token_matches
from tests.support.edge_app import SECRET, make_app

KEY = SECRET.encode()


@pytest.fixture
def app() -> TestApp:
    return make_app()


def post(app: TestApp, token: Any = None, path: str = "/fields", **headers: str) -> int:
    body = {} if token is None else {"csrf_token": token}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return int(app.post(path, body, headers=names, expect_errors=True).status_int)


@pytest.mark.parametrize("path", ["/", "/fields", "/login", "/missing", "/closed", "/nowhere"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_case_040_no_unsafe_request_without_a_token(app: TestApp, path: str, method: str) -> None:
    app.get("/form")
    response = app.request(
        path, method=method, environ=dict(app.extra_environ), expect_errors=True
    )
    assert response.status_int == 403


def test_case_040_the_check_comes_before_the_permission(app: TestApp) -> None:
    response = app.post("/closed", status=403)
    assert "form token" in response.text
    token = app.get("/form").text
    response = app.post("/closed", {"csrf_token": token}, status=403)
    assert "form token" not in response.text


def test_a_token_from_a_form_is_accepted_as_field_and_as_header(app: TestApp) -> None:
    token = app.get("/form").text
    assert post(app, token) == 200
    assert post(app, X_CSRF_Token=token) == 200
    app.put("/fields", b"", headers={"X-CSRF-Token": token}, status=200)


def test_the_visitor_s_cookie_is_set_only_when_a_form_asks_and_only_once(app: TestApp) -> None:
    assert "Set-Cookie" not in app.get("/").headers
    response = app.get("/form")
    assert response.headers["Set-Cookie"].startswith("__Host-mastaba-visitor=")
    assert response.headers["Cache-Control"] == "no-store"
    again = app.get("/form")
    assert "Set-Cookie" not in again.headers
    assert post(app, response.text) == post(app, again.text) == 200


def test_case_013_the_cookie_has_every_attribute(app: TestApp) -> None:
    cookie = app.get("/form").headers["Set-Cookie"]
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert attributes == {"path=/", "secure", "httponly", "samesite=lax"}
    assert len(cookie) < 4096


def test_case_013_only_loopback_development_goes_without_secure() -> None:
    plain = make_app("http", env="development", url="http://site.test")
    cookie = plain.get("/form").headers["Set-Cookie"]
    assert cookie.startswith("mastaba-visitor=")
    assert "secure" not in cookie.lower()
    assert "HttpOnly; SameSite=Lax" in cookie or "httponly" in cookie.lower()
    reachable = make_app(env="development", server__host="0.0.0.0")
    assert "secure" in reachable.get("/form").headers["Set-Cookie"].lower()
    chosen = make_app(env="development", server__host="0.0.0.0", session__secure="no")
    assert "secure" not in chosen.get("/form").headers["Set-Cookie"].lower()


def test_case_041_a_token_of_somebody_else_is_refused(app: TestApp) -> None:
    other = make_app()
    stranger = other.get("/form").text
    mine = app.get("/form").text
    assert post(app, stranger) == 403
    app.set_cookie("__Host-mastaba", "session-one")
    assert post(app, mine) == 403
    first = app.get("/form").text
    assert post(app, first) == 200
    app.set_cookie("__Host-mastaba", "session-two")
    assert post(app, first) == 403


@pytest.mark.parametrize(
    "token",
    ["", ".", "x.y", "\u0645\u0635", "a" * 100_000, "0" * 16 + "." + "0" * 64, "[]", "\ud7ff"],
)
def test_case_041_junk_as_a_token_is_403(app: TestApp, token: str) -> None:
    app.get("/form")
    assert post(app, token) == 403


def test_case_041_a_token_twice_or_as_a_file_is_refused(app: TestApp) -> None:
    token = app.get("/form").text
    assert (
        app.post("/fields", f"csrf_token={token}&csrf_token=x", expect_errors=True).status_int
        == 403
    )
    upload = [("csrf_token", "token.txt", token.encode())]
    assert app.post("/fields", upload_files=upload, expect_errors=True).status_int == 403
    latin = app.post("/fields", headers={"X-CSRF-Token": "\xe9"}, expect_errors=True)
    assert latin.status_int == 400


def test_a_token_made_with_the_previous_secret_is_still_accepted(app: TestApp) -> None:
    token = app.get("/form").text
    (visitor,) = [cookie.value for cookie in app.cookiejar]
    rotated = make_app(secret=SECRET[::-1], secret__previous=SECRET)
    rotated.set_cookie("__Host-mastaba-visitor", visitor or "")
    assert post(rotated, token) == 200
    retired = make_app(secret=SECRET[::-1])
    retired.set_cookie("__Host-mastaba-visitor", visitor or "")
    assert post(retired, token) == 403


def test_two_tokens_of_one_session_differ(app: TestApp) -> None:
    assert app.get("/form").text != app.get("/form").text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"Sec_Fetch_Site": "none"}, 200),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "nonsense"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Origin": "https://site.test"}, 403),
        ({"Origin": "https://site.test"}, 200),
        ({"Origin": "https://site.test:443"}, 200),
        ({"Origin": "http://site.test"}, 403),
        ({"Origin": "https://site.test:8443"}, 403),
        ({"Origin": "https://site.test.evil.test"}, 403),
        ({"Origin": "https://evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://[bad"}, 403),
        ({"Origin": "https://site.test:99999999"}, 403),
        ({}, 200),
    ],
)
def test_case_045_what_the_browser_says_of_the_sender_decides(
    app: TestApp, headers: dict[str, str], status: int
) -> None:
    token = app.get("/form").text
    assert post(app, token, **headers) == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://site.test", 200), ("http://site.test", 403), ("https://evil.test", 403)],
)
def test_case_046_the_origin_is_checked_where_tls_ends_at_a_proxy(
    origin: str, status: int
) -> None:
    app = make_app("http")
    token = app.get("/form").text
    (visitor,) = [cookie.value for cookie in app.cookiejar]
    headers = {"Origin": origin, "Cookie": f"__Host-mastaba-visitor={visitor}"}
    response = app.post("/fields", {"csrf_token": token}, headers, expect_errors=True)
    assert response.status_int == status


def test_case_046_a_site_on_plain_http_knows_its_own_origin() -> None:
    app = make_app("http", env="development", url="http://site.test")
    token = app.get("/form").text
    assert post(app, token, Origin="http://site.test") == 200
    assert post(app, token, Origin="https://site.test") == 403


def test_case_043_neither_override_header_nor_field_changes_the_method(app: TestApp) -> None:
    headers = {"X-HTTP-Method-Override": "DELETE", "X-HTTP-Method": "PUT"}
    text = app.get("/anything?_method=DELETE", headers=headers).text
    assert text.startswith("GET ")


@given(st.text(), st.text(), st.text())
def test_a_token_fits_its_own_binding_only(one: str, other: str, junk: str) -> None:
    token = make_token(KEY, one)
    assert token_matches(KEY, one, token)
    assert token_matches(KEY, other, token) is (
        one.encode("utf-8", "replace") == other.encode("utf-8", "replace")
    )
    assert not token_matches(KEY, one, junk)
    assert not token_matches(KEY + b"x", one, token)
