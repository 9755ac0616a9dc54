"""Rules that hold for every view there is, found by introspection (cases 040, 042)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect, text
from webtest import TestApp

from mastaba.api import create, find_at, publish, save, trash
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def addresses(site: ScratchSite) -> list[str]:
    """An address for every named view and route, and some that mean nothing."""
    names = {
        item["introspectable"].get("name") or ""
        for item in site.config.introspector.get_category("views") or ()
    }
    routes = {
        item["introspectable"]["pattern"]
        for item in site.config.introspector.get_category("routes") or ()
    }
    plain = {f"/{pattern.lstrip('/')}" for pattern in routes if not set("*{") & set(pattern)}
    fronts = ("/@@", "/admin/@@", "/-", "/admin/-", "/page/@@", "/admin/page/@@")
    places = {f"{front}/{name}" for front in fronts for name in names}
    return sorted(
        {
            "/",
            "/admin/",
            "/page",
            "/admin/page",
            "/nothing-here",
            *plain,
            *(p.replace("@@/", "@@") for p in places),
        }
    )


@pytest.fixture
def site(site: ScratchSite) -> ScratchSite:
    """With a live page that has unpublished changes, and another one in the trash."""
    with site.request("admin") as request:
        for title in ("Page", "Trashed"):
            page = create(request, find_at(request, "/"), Page, {"title": title})
            publish(request, page)
            save(request, page, {"title": f"{title} later"})
        trash(request, page)
    return site


def rows(site: ScratchSite) -> dict[str, str]:
    """Every row of every table, as text."""
    tables = inspect(site.database.reads).get_table_names()
    with site.database.reads.connect() as connection:
        return {
            table: repr(connection.execute(text(f'SELECT * FROM "{table}"')).all())
            for table in tables
        }


@ONE_DATABASE
def test_case_040_no_address_accepts_an_unsafe_method_without_a_token(
    site: ScratchSite, admin: TestApp
) -> None:
    before, paths = rows(site), addresses(site)
    assert len(paths) > 40
    wrong = []
    for path in paths:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            environ = {**admin.extra_environ, "HTTP_COOKIE": _cookie(admin)}
            response = admin.request(path, method=method, environ=environ, expect_errors=True)
            if response.status_int != 403:
                wrong.append((method, path, response.status_int))
    assert wrong == []
    assert rows(site) == before


@ONE_DATABASE
def test_case_042_no_safe_method_changes_a_row(site: ScratchSite, admin: TestApp) -> None:
    before, wrong = rows(site), []
    for path in addresses(site):
        for method in ("GET", "HEAD", "OPTIONS"):
            if path == "/login" and method != "OPTIONS":
                continue  # answers 303 to who is logged in; test_log_in has it
            environ = {**admin.extra_environ, "HTTP_COOKIE": _cookie(admin)}
            response = admin.request(path, method=method, environ=environ, expect_errors=True)
            if response.status_int >= 500:
                wrong.append((method, path, response.status_int))
    assert wrong == []
    assert rows(site) == before


@ONE_DATABASE
def test_case_150_a_path_that_goes_on_behind_a_view_is_404(
    site: ScratchSite, admin: TestApp
) -> None:
    wrong = []
    for path in addresses(site):
        for tail in ("/x.css", "/a/b.js", "/%0a.css"):
            if path.endswith("/") or (path.count("/") < 2 and not path.startswith("/@@")):
                continue
            response = admin.get(path + tail, expect_errors=True)
            if response.status_int < 300 or "no-store" not in response.headers["Cache-Control"]:
                wrong.append((path + tail, response.status_int))
    assert wrong == []


@ONE_DATABASE
def test_case_040_the_sweep_would_find_a_form_that_is_accepted(
    site: ScratchSite, admin: Any
) -> None:
    """Control: with a token the same addresses do change rows."""
    before = rows(site)
    assert admin.send("/admin/page/@@unpublish").status_int == 303
    assert rows(site)["node"] != before["node"]
    assert rows(site)["audit"] != before["audit"]


@ONE_DATABASE
def test_case_042_a_view_that_writes_on_get_is_stopped_by_the_database(
    site: ScratchSite, admin: TestApp
) -> None:
    """Control: the sweep would see it, and it cannot happen."""

    def view(request: Any) -> Any:
        create(request, find_at(request, "/"), Page, {"title": "By a link"})
        request.db.flush()
        return request.response

    site.config.add_view(view, name="writes", permission="view")
    site.config.commit()
    before = rows(site)
    for method in ("GET", "HEAD"):
        admin.request("/@@writes", method=method, status=500)
    assert rows(site) == before


@ONE_DATABASE
@pytest.mark.parametrize("role", [None, "reader", "editor"])
def test_case_149_every_spelling_of_a_view_asks_for_the_same_permission(
    site: ScratchSite, role: str | None
) -> None:
    client = site.client(role)
    plain = client.get("/admin/page/@@edit", expect_errors=True)
    for path in ("/admin/page/edit", "/admin/page/%40%40edit"):
        other = client.get(path, expect_errors=True)
        assert other.status_int == plain.status_int, path
    unnamed = [client.get(f"/admin/page{tail}", expect_errors=True) for tail in ("", "/", "/@@")]
    assert len({answer.status_int for answer in unnamed}) == 1
    for path in (
        "/admin/@@@@edit", "/admin/page/@@@@edit", "/admin/page/@@edit/@@publish",
        "/admin/page/@@nothing", "/admin/page/++edit++", "/page/@@edit",
        "/page/edit", "/@@people", "/-/people", "/-/trash", "/admin/-/@@people/x/y/z",
        "/admin/page/-/people", "/admin/page/@@-/people",
    ):  # fmt: skip
        answer = client.get(path, expect_errors=True)
        assert answer.status_int in (303, 404), (path, answer.status)
        assert answer.status_int == 404 or "/login" in answer.location, path


@ONE_DATABASE
def test_case_184_static_files_304_and_refusals_have_the_headers(
    site: ScratchSite, visitor: TestApp, admin: Any
) -> None:
    manifest = visitor.get("/-/static/manifest.json").json
    sheet = f"/-/static/{manifest['admin.css']}"
    fresh = visitor.get(sheet)
    since = {"If-Modified-Since": fresh.headers["Last-Modified"]}
    answers = {
        "static": fresh,
        "304": visitor.get(sheet, headers=since, status=304),
        "static 404": visitor.get("/-/static/nothing.css", status=404),
        "static folder": visitor.get("/-/static", expect_errors=True),
        "redirect": visitor.get("/admin/", status=303),
        "403 token": visitor.post("/login", status=403),
        "405": admin.send("/page", status=405),
        "ingress 400": visitor.get("/?q=%00", status=400),
        "ingress 404": visitor.get("/a%2fb", extra_environ={"RAW_URI": "/a%2fb"}, status=404),
        "options": visitor.options("/"),
        "head": visitor.head("/"),
        "json": admin.get("/admin/@@find-page"),
        "json error": admin.get(
            "/admin/@@nothing", headers={"Accept": "application/json"}, status=404
        ),
    }
    wanted = (
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
        "Permissions-Policy", "X-Frame-Options", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "X-Request-Id",
    )  # fmt: skip
    missing = [(n, h) for n, answer in answers.items() for h in wanted if h not in answer.headers]
    assert missing == []
    for answer in answers.values():
        names = [name.lower() for name in answer.headers]
        assert all(names.count(name.lower()) == 1 for name in wanted)


def _cookie(client: TestApp) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.cookiejar)
