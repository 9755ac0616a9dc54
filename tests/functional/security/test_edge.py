"""The edge of the real application: addresses, hosts, headers and static files."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.config import Configurator

from mastaba.settings import SettingsError
from mastaba.testing import ScratchSite

PRODUCTION = {
    "mastaba.env": "production",
    "mastaba.session.secure": "yes",
    "mastaba.secret": "mB2vQx8Lr5TnYw3KcJd7Hs9PzFg4Ea6U",
    "mastaba.url": "https://www.example.org",
}


@pytest.mark.parametrize(
    "path",
    [
        "/..",
        "/../../etc/passwd",
        "/a/../b",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cwin.ini",
        "/..;/admin",
        "/.git/config",
        "/.env",
        "/development.ini",
        "/@@@@x",
        "/@@a/@@b",
        "/++x++",
        "/%252e%252e/x",
        "/-/nothing",
        "/-/",
        "/index.html",
        "//",
        "/a//b",
    ],
)
def test_case_145_no_trick_in_an_address_shows_a_file(visitor: Any, path: str) -> None:
    response = visitor.get(path, expect_errors=True)
    assert response.status_int in (200, 301, 303, 308, 404) if path == "//" else (404,)
    assert response.status_int < 500
    assert "root:" not in response.text
    assert "[app:main]" not in response.text


@pytest.mark.parametrize(
    "path",
    [
        "..",
        "../settings/core.py",
        "%2e%2e/%2e%2e/api.py",
        "",
        ".env",
        "nothing.css",
        "%5c..%5cx",
        "manifest.json/x",
        "../../../development.ini",
    ],
)
def test_case_160_static_serves_built_files_only(visitor: Any, path: str) -> None:
    response = visitor.get(f"/-/static/{path}", expect_errors=True)
    assert response.status_int in (301, 302, 400, 404)


def test_built_files_are_kept_by_browsers_and_have_the_headers(visitor: Any) -> None:
    manifest = visitor.get("/-/static/manifest.json").json
    response = visitor.get(f"/-/static/{manifest['admin.css']}")
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("depth", [200, 1500])
def test_case_152_a_deep_address_costs_two_statements(
    site: ScratchSite, visitor: Any, depth: int
) -> None:
    visitor.get("/")
    with site.statements() as sql:
        assert visitor.get("/api" * depth, expect_errors=True).status_int in (404, 414)
    assert len(sql) <= 4


def test_case_159_production_answers_to_its_own_name_only(make_site: Any) -> None:
    site = make_site(PRODUCTION)
    client = site.client()
    client.extra_environ["wsgi.url_scheme"] = "https"
    for host, status in (
        ("www.example.org", 200),
        ("localhost", 400),
        ("127.0.0.1", 400),
        ("www.example.org.evil.test", 400),
    ):
        client.extra_environ["HTTP_HOST"] = host
        assert client.get("/login", expect_errors=True).status_int == status
    client.extra_environ["HTTP_HOST"] = "10.0.0.7"
    assert client.get("/-/health").text == "up\n"


def test_case_184_real_pages_and_errors_have_the_headers(visitor: Any, editor: Any) -> None:
    for client, path in (
        (visitor, "/"),
        (visitor, "/nothing"),
        (visitor, "/login"),
        (visitor, "/admin/"),
        (editor, "/admin/"),
        (editor, "/admin/nothing"),
        (visitor, "/-/health"),
        (visitor, "/robots.txt"),
    ):
        headers = client.get(path, expect_errors=True).headers
        for name in (
            "Content-Security-Policy",
            "Referrer-Policy",
            "Permissions-Policy",
            "Cross-Origin-Opener-Policy",
            "X-Frame-Options",
            "X-Request-Id",
        ):
            assert name in headers, (path, name)
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "Server" not in headers


def test_a_visitor_s_pages_set_no_cookie(visitor: Any) -> None:
    for path in ("/", "/nothing", "/robots.txt", "/-/health"):
        assert "Set-Cookie" not in visitor.get(path, expect_errors=True).headers


def test_case_151_the_virtual_root_header_changes_nothing(visitor: Any) -> None:
    plain = visitor.get("/nothing", expect_errors=True)
    headers = {"X-Vhm-Root": "/admin", "X-Original-URL": "/login", "X-Rewrite-URL": "/login"}
    assert visitor.get("/nothing", headers=headers, expect_errors=True).status_int == (
        plain.status_int
    )


def test_a_form_without_a_token_is_a_403_page_that_says_what_to_do(visitor: Any) -> None:
    response = visitor.post("/login", {"login": "x", "password": "y"}, status=403)
    assert "reload the page" in response.text or "form token" in response.text
    assert response.headers["X-Request-Id"] in response.text


def test_case_198_the_application_does_not_start_with_a_sample_secret(make_site: Any) -> None:
    for secret in ("", "change-me", "short", "x" * 50):
        with pytest.raises(SettingsError, match=r"mastaba\.secret "):
            make_site({**PRODUCTION, "mastaba.secret": secret})


def test_case_200_a_typing_error_stops_the_start_with_the_nearest_key(make_site: Any) -> None:
    with pytest.raises(SettingsError, match=r"did you mean mastaba\.mail\.host\?"):
        make_site({"mastaba.mail.hots": "x"})


def test_case_120_a_broken_acl_denies_instead_of_asking_the_parent() -> None:
    from mastaba.security.policy import SecurityPolicy

    class Parent:
        __parent__ = None
        __acl__ = (("Allow", "system.Everyone", "view"),)

    class Child:
        __parent__ = Parent()

        @property
        def __acl__(self) -> Any:
            raise AttributeError("inside")

    known = {"is_system": False, "principals": ("system.Everyone",), "environ": {}}
    request: Any = type("R", (), known)()
    assert not SecurityPolicy().permits(request, Child(), "view")
    assert SecurityPolicy().permits(request, Parent(), "view")


def test_the_system_may_do_everything(site: ScratchSite) -> None:
    assert isinstance(site.config, Configurator)
    with site.request() as request:
        assert request.has_permission("anything", None)
