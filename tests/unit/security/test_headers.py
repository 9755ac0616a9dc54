"""Security headers on every class of response, by front (case 184)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from webtest import TestApp

from tests.support.edge_app import make_app

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


@pytest.fixture
def app() -> TestApp:
    return make_app()


def policy(response: Any) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/onward", 303),
        ("/missing", 404),
        ("/closed", 403),
        ("/broken", 500),
        ("/admin/nonce", 200),
        ("/login", 200),
        ("/?q=%00", 400),
        ("/" + "x" * 5000, 414),
    ],
)
def test_case_184_every_class_of_response_has_the_headers(
    app: TestApp, path: str, status: int
) -> None:
    response = app.get(path, status=status)
    for name, value in ALWAYS.items():
        assert response.headers[name] == value
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert policy(response)["frame-ancestors"] == "'none'"
    assert re.fullmatch("[0-9a-f]{16}", response.headers["X-Request-Id"])
    assert "Server" not in response.headers


def test_case_184_405_options_and_unknown_hosts_have_them_too(app: TestApp) -> None:
    for response in (
        app.options("/"),
        app.get("/", extra_environ={"HTTP_HOST": "evil.test"}, status=400),
        app.post("/", status=403),
    ):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Security-Policy" in response.headers


def test_plain_http_is_not_told_to_stay_on_https() -> None:
    response = make_app("http").get("/")
    assert "Strict-Transport-Security" not in response.headers


def test_a_public_page_needs_no_nonce_and_may_be_cached(app: TestApp) -> None:
    response = app.get("/")
    assert "nonce" not in response.headers["Content-Security-Policy"]
    assert policy(response)["script-src"] == policy(response)["style-src"] == "'self'"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "no-store" not in response.headers.get("Cache-Control", "")
    assert "Set-Cookie" not in response.headers


def test_an_admin_page_names_the_nonce_it_asked_for_and_is_never_stored(app: TestApp) -> None:
    first, second = app.get("/admin/nonce"), app.get("/admin/nonce")
    assert policy(first)["script-src"] == f"'self' 'nonce-{first.text}'"
    assert first.text != second.text
    assert policy(first)["default-src"] == "'none'"
    assert "unsafe" not in first.headers["Content-Security-Policy"]
    assert first.headers["Cache-Control"] == "no-store"
    assert first.headers["Referrer-Policy"] == "same-origin"


def test_an_admin_page_without_inline_script_allows_none(app: TestApp) -> None:
    assert policy(app.get("/login"))["script-src"] == "'self'"


@pytest.mark.parametrize("path", ["/login", "/admin", "/-/first-account", "/missing", "/?%00"])
def test_log_in_pages_and_errors_are_never_stored(app: TestApp, path: str) -> None:
    response = app.get(path, expect_errors=True)
    assert response.headers["Cache-Control"] == "no-store"


def test_case_126_a_page_for_somebody_logged_in_is_private(app: TestApp) -> None:
    app.set_cookie("__Host-mastaba", "somebody")
    response = app.get("/")
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_the_preview_may_be_framed_by_this_site_only(app: TestApp) -> None:
    response = app.get("/admin/framed")
    assert policy(response)["frame-ancestors"] == "'self'"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_administrator_is_not_the_admin_front(app: TestApp) -> None:
    assert "no-store" not in app.get("/administrator").headers.get("Cache-Control", "")
