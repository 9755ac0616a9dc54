"""Settings, plugins, error pages, and who may see what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from webob.cookies import SignedSerializer

from mastaba.admin.flash import COOKIE
from mastaba.security.cookies import cookies_of
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings
from mastaba.testing import Client, ScratchSite

TOOLS = ("people", "plugins", "settings", "outbox")


def test_settings_are_shown_with_their_source(site: ScratchSite, admin: Client) -> None:
    page = admin.get("/admin/-/settings")
    assert "mastaba.env" in page.text
    assert "Set in the ini file" in page.text
    assert "can be set in the ini file only" in page.text


def test_the_sites_own_settings_are_changed_here(
    site: ScratchSite, admin: Client, visitor: Client
) -> None:
    form = next(
        form
        for form in admin.get("/admin/-/settings").forms.values()
        if "mastaba.site.title" in form.fields
    )
    form["mastaba.site.title"] = "The Lighthouse"
    assert "The settings are saved." in form.submit(status=303).follow().text
    assert "The Lighthouse" in visitor.get("/").text


def test_a_setting_that_does_not_fit_is_refused_and_kept_in_the_form(
    site: ScratchSite, admin: Client
) -> None:
    answer = admin.send("/admin/-/settings", {"mastaba.site.time_zone": "Mars/Base"}, status=422)
    assert "expected a zone" in answer.text
    assert 'value="Mars/Base"' in answer.text


def test_a_setting_of_the_ini_file_is_locked(
    make_site: Callable[..., ScratchSite],
) -> None:
    client = make_site({"mastaba.site.title": "From the file"}).client("admin")
    page = client.get("/admin/-/settings")
    assert page.html.find(id="f-mastaba.site.title") is None
    answer = client.send("/admin/-/settings", {"mastaba.site.title": "Other"}, status=422)
    assert "set in the ini file" in answer.text


def test_secrets_are_not_shown(make_site: Callable[..., ScratchSite]) -> None:
    secret = "correct horse battery staple and so on"
    client = make_site({"mastaba.secret": secret}).client("admin")
    assert secret not in client.get("/admin/-/settings").text


def test_plugins_are_listed_with_what_they_bring(site: ScratchSite, admin: Client) -> None:
    page = admin.get("/admin/-/plugins")
    assert "Provides Page, Section" in page.text
    assert "Enabled" in page.text


def test_installed_plugins_that_are_off_are_named(
    make_site: Callable[..., ScratchSite],
) -> None:
    off = make_site({"mastaba.plugins.disable": "pages"}).client("admin")
    assert "Disabled" in off.get("/admin/-/plugins").text
    never = make_site({"mastaba.plugins": ""}).client("admin")
    assert "Not enabled" in never.get("/admin/-/plugins").text


def test_a_site_without_plugins_still_has_an_overview(
    make_site: Callable[..., ScratchSite],
) -> None:
    client = make_site({"mastaba.plugins": ""}).client("editor")
    assert "Nothing is written yet" in client.get("/admin/").text
    assert "Nothing below" in client.get("/admin/@@contents").text


@pytest.mark.parametrize("path", ["/admin/", "/admin/news", "/admin/-/people", "/admin/nowhere"])
def test_visitors_are_asked_to_log_in(news: ScratchSite, visitor: Client, path: str) -> None:
    answer = visitor.get(path, status=303)
    assert answer.location.endswith(f"/login?next={path.replace('/', '%2F')}")


def test_scripts_are_told_that_they_are_logged_out(news: ScratchSite, visitor: Client) -> None:
    json = {"Accept": "application/json"}
    answer = visitor.get("/admin/@@find-page", headers=json, status=401)
    assert "logged out" in answer.json["error"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/news", "/admin/-/trash"])
def test_readers_may_not_enter(news: ScratchSite, path: str) -> None:
    answer = news.client("reader").get(path, status=403)
    assert "You may not do this" in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize("name", TOOLS)
def test_editors_do_not_administer(news: ScratchSite, editor: Client, name: str) -> None:
    editor.get(f"/admin/-/{name}", status=403)
    assert f"/admin/-/{name}" not in editor.get("/admin/").text


def test_an_address_that_is_nothing_leads_on(news: ScratchSite, editor: Client) -> None:
    answer = editor.get("/admin/news/nowhere", status=404)
    assert "There is nothing here" in answer.text
    assert answer.html.select_one("code").text == answer.headers["X-Request-Id"]


def test_a_form_without_its_token_says_so(news: ScratchSite, editor: Client) -> None:
    answer = editor.post("/admin/news/live/@@trash", {}, status=403)
    assert "This form was not accepted" in answer.text
    json = {"Accept": "application/json"}
    assert "error" in editor.post("/admin/news/live/@@autosave", {}, headers=json, status=403).json


@pytest.mark.parametrize(
    "path",
    [
        "/admin/", "/admin/news", "/admin/news/live/@@edit", "/admin/news/@@add?type=pages.page",
        "/admin/news/changed/@@history", "/admin/news/changed/@@compare?old=1&new=2",
        "/admin/news/live/@@move", "/admin/-/trash", "/admin/-/people", "/admin/-/plugins",
        "/admin/-/settings", "/admin/-/outbox", "/admin/-/account", "/admin/nowhere",
    ],
)  # fmt: skip
def test_no_screen_needs_an_inline_style_or_script(
    news: ScratchSite, admin: Client, path: str
) -> None:
    page = admin.get(path, expect_errors=True).html
    assert page.select("[style], style") == []
    assert [s for s in page.select("script") if not s.get("src")] == []
    assert page.select("[onclick], [onchange], [onsubmit]") == []
    assert len(page.select("h1")) == 1


def test_a_message_of_another_release_is_left_out(news: ScratchSite, editor: Client) -> None:
    key = settings_of(news.registry, CoreSettings).signing_keys[0]
    old = SignedSerializer(key, COOKIE).dumps([{"words": "from another release"}])
    editor.set_cookie(cookies_of(news.registry).name(COOKIE), old.decode())
    assert editor.get("/admin/news").html.select_one("[data-toast]") is None
