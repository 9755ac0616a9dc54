"""Rules that hold for every view there is, found by introspection (cases 040, 042, 115, 116)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import inspect, text
from webtest import TestApp

from mastaba.testing import ScratchSite

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
READING = ("view", "view_drafts", "enter", None, NO_PERMISSION_REQUIRED)
# Views that anybody may call, each with the reason why that is right.
PUBLIC = {
    "mastaba.security.views.": "the pages before the log-in",
    "mastaba.admin.views.account": "about oneself; refuses visitors itself",
    "mastaba.site.": "health, robots and the like say nothing of the content",
    "pyramid.static": "built files of the front end",
    "pyramid.httpexceptions": "an exception is its own page where no other view is",
}
# Views that change something under a reading permission, each with the reason.
REVIEWED = {
    "mastaba.security.views.": "one's own log-in",
    "mastaba.admin.views.account": "one's own password and devices",
    "mastaba.admin.views.bulk": "the operation asks for the permission on each page",
    "mastaba.admin.views.move:move_pages": "the operation asks on each page and on the target",
}


def views(site: ScratchSite) -> Iterator[dict[str, Any]]:
    """Every view with its permission."""
    for item in site.config.introspector.get_category("views") or ():
        view = item["introspectable"]
        related = [one for one in item["related"] if one.category_name == "permissions"]
        permission = related[0]["value"] if related else view.get("permission")
        yield {
            "name": f"{_module(view['callable'])}:{getattr(view['callable'], '__name__', '')}",
            "permission": permission,
            "methods": view.get("request_methods"),
            "exception": bool(view.get("exception_only")) or _is_exception(view.get("context")),
        }


def _module(view: Any) -> str:
    return str(getattr(view, "__module__", type(view).__module__))


def _is_exception(context: Any) -> bool:
    return isinstance(context, type) and issubclass(context, Exception)


def reason(name: str, known: dict[str, str]) -> str | None:
    return next((why for prefix, why in known.items() if name.startswith(prefix)), None)


@ONE_DATABASE
def test_case_115_views_for_everybody_are_on_the_reviewed_list(site: ScratchSite) -> None:
    open_views = {
        view["name"]
        for view in views(site)
        if view["permission"] in (None, NO_PERMISSION_REQUIRED) and not view["exception"]
    }
    assert open_views
    assert [name for name in sorted(open_views) if reason(name, PUBLIC) is None] == []


@ONE_DATABASE
def test_case_116_no_view_takes_a_write_under_a_reading_permission(site: ScratchSite) -> None:
    wrong = []
    for view in views(site):
        methods = view["methods"] or ()
        writes = {"POST", "PUT", "PATCH", "DELETE"} & set(
            methods if isinstance(methods, tuple) else (methods,)
        )
        if writes and view["permission"] in READING and not view["exception"]:
            wrong.append(view["name"])
    assert [name for name in wrong if reason(name, REVIEWED) is None] == []


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
    places = {
        f"{front}/{name}" for front in ("/@@", "/admin/@@", "/-", "/admin/-") for name in names
    }
    return sorted(
        {"/", "/admin/", "/nothing-here", *plain, *(p.replace("@@/", "@@") for p in places)}
    )


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


def _cookie(client: TestApp) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.cookiejar)
