"""The log-in pages and the people screens in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from mastaba.cli.first_link import first_account_path
from mastaba.testing import ScratchSite
from tests.browser.conftest import PHONE

PASSWORD = "correct horse battery"


def test_first_account_then_a_second_person_then_log_out(
    site: ScratchSite, page: Page, live: Any, new_page: Callable[..., Page], axe: Any
) -> None:
    page.goto(f"{live.url}{first_account_path(site.registry)}")
    expect(page.get_by_role("heading", name="Create the first account")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Log-in name").fill("ada")
    page.get_by_label("Your name").fill("Ada Admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page).to_have_url(f"{live.url}/admin/")

    page.goto(f"{live.url}/admin/-/people")
    form = page.locator("#add")
    form.get_by_label("Log-in name").fill("bob")
    form.get_by_label("Name", exact=True).fill("Bob Builder")
    form.get_by_role("button", name="Add and make the link").click()
    link = page.get_by_label("One-time link").input_value()
    assert axe(page) == []

    phone = new_page(viewport=PHONE, color_scheme="dark")
    phone.goto(link)
    assert axe(phone) == []
    phone.get_by_label("New password").fill(PASSWORD)
    phone.get_by_role("button", name="Set password and log in").click()
    expect(phone).to_have_url(f"{live.url}/admin/")

    page.goto(f"{live.url}/admin/-/people")
    page.get_by_role("link", name="Bob Builder", exact=True).click()
    expect(page.get_by_role("heading", name="Bob Builder")).to_be_visible()
    assert axe(page) == []
    page.goto(f"{live.url}/logout")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You are logged out.")).to_be_visible()


def test_logging_in_without_script_leads_back_to_the_page_asked_for(
    site: ScratchSite, page: Page, live: Any, new_page: Callable[..., Page], axe: Any
) -> None:
    site.account("admin")
    plain = new_page(java_script_enabled=False, viewport=PHONE)
    plain.goto(f"{live.url}/admin/-/account")
    expect(plain.get_by_role("heading", name="Log in")).to_be_visible()
    plain.get_by_role("button", name="Admin").click()
    expect(plain).to_have_url(f"{live.url}/admin/-/account")
    expect(plain.get_by_text("This device")).to_be_visible()
    page.goto(f"{live.url}/login")
    page.get_by_label("Log-in name or e-mail").fill("nobody")
    page.get_by_label("Password").fill("wrong password")
    page.watch.expect("status of 422")  # type: ignore[attr-defined] # the fixture's own page
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("do not fit together")
    assert axe(page) == []
