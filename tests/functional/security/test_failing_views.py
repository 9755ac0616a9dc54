"""Views that fail: only they do, nothing is written, and whoever asks is told what to do."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from pyramid_retry import RetryableException

from mastaba.api import Conflict, Invalid, OperationError, create, find_at, publish
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PLUGIN_VIEW = """
def broken(context, request):
    write(request)
    raise RuntimeError("the plugin's mistake")
"""


def write(request: Any) -> None:
    create(request, find_at(request, "/"), Page, {"title": "Half"})
    request.db.flush()


def add(site: ScratchSite, view: Any, **options: Any) -> None:
    options = {"name": "broken", "permission": "edit", "request_method": "POST", **options}
    site.config.add_view(view, **options)
    site.config.add_view(view, route_name="admin", **options)
    site.config.commit()


def plugin_view() -> Any:
    names: dict[str, Any] = {"__name__": "mastaba_pages.broken", "write": write}
    exec(PLUGIN_VIEW, names)  # noqa: S102 - a module of the plugin, without a file
    return names["broken"]


def test_case_207_a_plugins_view_fails_alone_rolled_back_and_is_named_in_the_log(
    make_site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    site = make_site()
    add(site, plugin_view())
    admin = site.client("admin")
    with caplog.at_level(logging.ERROR, "mastaba.security.ingress"):
        response = admin.send("/@@broken", status=500)
    identity = response.headers["X-Request-Id"]
    assert f"request {identity} failed in plugin pages" in caplog.text
    assert identity in response.text
    for secret in ("RuntimeError", "mistake", "mastaba_pages", "Traceback"):
        assert secret not in response.text
    with site.request() as request:
        assert find_at(request, "/half") is None
    assert admin.get("/").status_int == 200


def test_a_failure_of_the_core_blames_no_plugin(
    make_site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def view(_request: Any) -> None:
        raise RuntimeError

    site = make_site()
    add(site, view)
    site.client("admin").send("/@@broken", status=500)
    assert "failed in plugin" not in caplog.text
    assert "failed" in caplog.text


@pytest.mark.parametrize("front", ["", "/admin"])
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Conflict("Taken."), 409),
        (OperationError("Not like this."), 422),
        (Invalid({"title": "Needed."}), 422),
    ],
)
def test_case_231_a_refused_change_is_never_a_500(
    make_site: Any, front: str, error: OperationError, status: int
) -> None:
    def view(request: Any) -> None:
        write(request)
        raise error

    site = make_site()
    add(site, view)
    assert str(error) in site.client("admin").send(f"{front}/@@broken", status=status)
    with site.request() as request:
        assert find_at(request, "/half") is None


def test_case_232_a_busy_database_is_a_503_after_three_attempts(make_site: Any) -> None:
    turns = []

    def view(request: Any) -> None:
        turns.append(write(request))
        raise RetryableException("locked")

    site = make_site()
    add(site, view)
    response = site.client("admin").send("/@@broken", status=503)
    assert response.headers["Retry-After"] == "2"
    assert len(turns) == 3
    with site.request() as request:
        assert find_at(request, "/half") is None


@pytest.mark.parametrize(
    "path",
    ["/", "/page", "/robots.txt", "/-/health", "/admin/", "/admin/@@contents", "/admin/@@tree",
     "/admin/@@find-page", "/admin/page/@@history", "/admin/page/@@preview", "/admin/-/plugins",
     "/admin/page/@@compare?old=1&new=1", "/admin/page/@@revision?number=1"],
)  # fmt: skip
def test_case_116_a_view_that_names_no_method_takes_no_form(site: ScratchSite, path: str) -> None:
    with site.request() as request:
        create(request, find_at(request, "/"), Page, {"title": "Page"})
    admin = site.client("admin")
    assert admin.get(path).status_int == 200
    response = admin.send(path, {"title": "x"}, status=405)
    assert "GET" in response.headers["Allow"]
    page = admin.send(path, headers={"Accept": "application/json"}, status=405)
    if path.startswith("/admin"):
        assert json.loads(page.text)["request_id"]


def test_case_236_an_error_after_the_commit_is_logged_and_the_data_whole(
    make_site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def view(request: Any) -> Any:
        write(request)
        request.tm.get().addAfterCommitHook(lambda _committed: 1 / 0)
        return request.response

    site = make_site()
    add(site, view)
    site.client("admin").send("/@@broken", status=200)
    assert "ZeroDivisionError" in caplog.text
    with site.request() as request:
        assert find_at(request, "/half") is not None


def test_case_158_slashes_and_head_are_answered_alike(site: ScratchSite) -> None:
    with site.request() as request:
        publish(request, create(request, find_at(request, "/"), Page, {"title": "Page"}))
    visitor = site.client()
    for path, status in (("/page", 200), ("/page/", 200), ("//page", 200), ("/nothing", 404)):
        plain = visitor.get(path, status=status)
        head = visitor.head(path, status=status)
        assert head.body == b""
        assert head.content_type == plain.content_type
    assert "evil.test" not in str(visitor.get("//evil.test/", expect_errors=True).headers)
