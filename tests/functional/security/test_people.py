"""The people screens: list, add, change, suspend, links; and who may use them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from mastaba.events.models import Audit, Outbox
from mastaba.security.models import Account, AuthSession
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
PEOPLE = "/admin/-/people"
NEW = {"login": "cy", "name": "Cy", "email": "cy@example.org", "role": "editor"}


def text_of(response: Any, selector: str) -> str:
    return " ".join(response.html.select_one(selector).text.split())


def shown_link(response: Any) -> str:
    return str(response.html.select_one("#one-time-link")["value"])


def names(response: Any) -> list[str]:
    return [row.text for row in response.html.select("[data-row-link]")]


def test_an_added_person_sets_a_password_through_the_link_shown_once(
    site: ScratchSite, admin: Any, browser: MakeBrowser
) -> None:
    response = admin.send(PEOPLE, NEW, status=200)
    assert "One-time link for Cy" in response.text
    assert "Hand it over yourself" in response.text
    newcomer = browser()
    form = newcomer.get(shown_link(response)).forms[0]
    form["password"] = PASSWORD
    form.submit(status=303)
    assert who(newcomer) == "Cy"
    assert "one-time-link" not in admin.get(PEOPLE).text
    assert count(site, Audit, Audit.action == "person.added", Audit.actor_name == "Admin") == 1


def test_the_link_is_mailed_where_mail_leaves(make_site: Any) -> None:
    site = make_site({"mastaba.mail.backend": "smtp", "mastaba.mail.sender": "a@example.org"})
    response = site.client("admin").send(PEOPLE, NEW)
    assert "It was also sent by mail" in response.text
    with site.request() as request:
        (mail,) = request.db.query(Outbox).filter(Outbox.topic == "mail.send")
        assert mail.payload["to"] == "cy@example.org"
        assert shown_link(response) in mail.payload["text"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("login", "", "This is needed."),
        ("login", "ADMIN", "Somebody else has this log-in name."),
        ("login", "a\u202eb", "characters that cannot be seen"),
        ("email", "x@", "no e-mail address"),
        ("role", "emperor", "There is no such role."),
        ("role", "visitor", "There is no such role."),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said_beside_the_field(
    site: ScratchSite, admin: Any, field: str, value: str, words: str
) -> None:
    response = admin.send(PEOPLE, NEW | {field: value}, status=422)
    assert words in text_of(response, f"#{field}-error")
    assert count(site, Account, Account.login == "cy") == 0


def test_the_list_filters_by_text_and_role(site: ScratchSite, admin: Any, ann: Account) -> None:
    person(site, "bob", "admin", email="b%b@example.org")
    assert names(admin.get(PEOPLE)) == ["Admin", "Ann", "Bob"]
    assert names(admin.get(f"{PEOPLE}?q=EXAMPLE.org")) == ["Ann", "Bob"]
    assert names(admin.get(f"{PEOPLE}?q=%25")) == ["Bob"]
    assert names(admin.get(f"{PEOPLE}?role=editor")) == ["Ann"]
    response = admin.get(f"{PEOPLE}?q=zz")
    assert names(response) == []
    assert "Nobody matches this filter" in response.text


def test_the_list_is_paged_by_key_with_few_statements(site: ScratchSite, admin: Any) -> None:
    with site.request() as request:
        for number in range(60):
            login = f"p{number:02}"
            request.db.add(Account(login=login, name=login, role="reader", created=request.now))
    with site.statements() as sql:
        first = admin.get(PEOPLE)
    assert len(sql) <= 10
    assert len(names(first)) == 50
    second = first.click(description="Next")
    assert len(names(second)) == 11
    assert not set(names(first)) & set(names(second))
    assert len(names(second.click(description="Back to first"))) == 50


def test_profile_and_role_can_be_changed(site: ScratchSite, admin: Any, ann: Account) -> None:
    page = admin.get(f"{PEOPLE}/{ann.id}")
    form = next(form for form in page.forms.values() if form.action.endswith("/save"))
    assert form["email"].value == "ann@example.org"
    form["name"], form["role"], form["email"] = "Ann Other", "reader", ""
    page = form.submit(status=303).follow()
    assert text_of(page, "h1") == "Ann Other"
    assert "Profile or role changed" in page.text
    with site.request() as request:
        account = request.db.get(Account, ann.id)
        assert (account.name, account.role, account.email) == ("Ann Other", "reader", None)
        audit = request.db.query(Audit).filter(Audit.action == "person.changed").one()
        assert audit.data["before"]["role"] == "editor"
        assert audit.data["role"] == "reader"


def test_a_mistake_keeps_what_was_typed(admin: Any, ann: Account) -> None:
    fields = {"name": "Ann Other", "email": "nonsense", "role": "editor"}
    page = admin.send(f"{PEOPLE}/{ann.id}/save", fields, status=422)
    form = next(form for form in page.forms.values() if form.action.endswith("/save"))
    assert form["name"].value == "Ann Other"
    assert form["email"].value == "nonsense"


def test_suspending_ends_every_log_in_and_can_be_undone(
    site: ScratchSite, admin: Any, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    admin.send(f"{PEOPLE}/{ann.id}/suspend", status=303)
    assert who(client) is None
    assert try_log_in(browser(), "ann", PASSWORD).status_int == 422
    page = admin.get(f"{PEOPLE}/{ann.id}")
    assert "Let in again" in page.text
    assert "Let them in again first" in admin.send(f"{PEOPLE}/{ann.id}/link", status=422).text
    admin.send(f"{PEOPLE}/{ann.id}/resume", status=303)
    assert try_log_in(browser(), "ann", PASSWORD).status_int == 303


def test_log_out_everywhere(
    site: ScratchSite, admin: Any, ann: Account, browser: MakeBrowser
) -> None:
    clients = [log_in(browser()) for _ in range(2)]
    admin.send(f"{PEOPLE}/{ann.id}/log-out", status=303)
    assert [who(client) for client in clients] == [None, None]
    assert count(site, AuthSession, AuthSession.account_id == ann.id) == 0


def test_a_new_link_can_be_made_for_a_person(
    admin: Any, ann: Account, browser: MakeBrowser
) -> None:
    first = shown_link(admin.send(f"{PEOPLE}/{ann.id}/link", status=200))
    second = shown_link(admin.send(f"{PEOPLE}/{ann.id}/link", status=200))
    assert browser().get(first, expect_errors=True).status_int == 410
    browser().get(second, status=200)


def test_case_124_the_last_admin_can_neither_be_demoted_nor_suspended(
    site: ScratchSite, admin: Any
) -> None:
    me = site.account("admin")
    fields = {"name": "Admin", "email": "", "role": "editor"}
    page = admin.send(f"{PEOPLE}/{me.id}/save", fields, status=409)
    assert "only administrator" in text_of(page, ".notice-danger")
    admin.send(f"{PEOPLE}/{me.id}/suspend", status=409)
    with site.request() as request:
        account = request.db.get(Account, me.id)
        assert (account.role, account.suspended) == ("admin", False)
    person(site, "bob", "admin")
    admin.send(f"{PEOPLE}/{me.id}/save", fields, status=303)


def test_case_124_a_suspended_admin_does_not_count(site: ScratchSite, admin: Any) -> None:
    bob = person(site, "bob", "admin")
    admin.send(f"{PEOPLE}/{bob.id}/suspend", status=303)
    admin.send(f"{PEOPLE}/{site.account('admin').id}/suspend", status=409)


def test_case_124_two_admins_leaving_at_once_cannot_both_go(site: ScratchSite) -> None:
    accounts = [site.account("admin"), person(site, "bob", "admin")]
    clients = [site.client("admin"), log_in(site.client(), "bob")]
    tokens = [{}, {"csrf_token": clients[1].get("/logout").form["csrf_token"].value}]
    together = Barrier(2)

    def leave(number: int) -> int:
        together.wait()
        address = f"{PEOPLE}/{accounts[number].id}/suspend"
        fields = tokens[number] or clients[number].csrf
        return int(clients[number].post(address, fields, expect_errors=True).status_int)

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(leave, range(2)))
    assert answers == [303, 409]
    assert count(site, Account, Account.role == "admin", Account.suspended.is_(False)) == 1


def manager(make_site: Any) -> Any:
    """A site where editors may manage people without being administrators."""
    from mastaba.content.operations import share
    from mastaba.security.principals import role_token
    from mastaba.tree.locate import find_at

    site = make_site({})
    with site.request() as request:
        root = find_at(request, "/")
        share(request, root, {**root.grants, role_token("editor"): ["editor", "admin"]})
    return site


def test_case_124_a_manager_who_is_no_admin_makes_and_unmakes_none(make_site: Any) -> None:
    site = manager(make_site)
    editor, boss = site.client("editor"), site.account("admin")
    me, reader = site.account("editor"), site.account("reader")
    editor.send(PEOPLE, NEW | {"role": "admin"}, status=403)
    for account in (me, reader):
        fields = {"name": "X", "email": "", "role": "admin"}
        editor.send(f"{PEOPLE}/{account.id}/save", fields, status=403)
    for action in ("suspend", "link"):
        editor.send(f"{PEOPLE}/{boss.id}/{action}", status=403)
    editor.send(PEOPLE, NEW, status=200)
    editor.send(f"{PEOPLE}/{reader.id}/suspend", status=303)


@pytest.mark.parametrize("role", ["editor", "reader", None])
def test_case_114_nobody_else_sees_or_uses_the_screens(
    site: ScratchSite, ann: Account, role: str | None
) -> None:
    client = site.client(role)
    for path in (PEOPLE, f"{PEOPLE}/{ann.id}"):
        assert client.get(path, expect_errors=True).status_int in (303, 403, 404)
    token = client.get("/logout" if role else "/login").forms[0]["csrf_token"].value
    for action in ("save", "link", "suspend", "log-out"):
        fields = {"csrf_token": token, "name": "X", "role": "reader"}
        response = client.post(f"{PEOPLE}/{ann.id}/{action}", fields, expect_errors=True)
        assert response.status_int in (303, 403, 404)
        assert "one-time-link" not in response.text
    with site.request() as request:
        account = request.db.get(Account, ann.id)
        assert (account.name, account.suspended) == ("Ann", False)


@pytest.mark.parametrize(
    "path", ["0", "999", "x", "-1", "1e9", "%D9%A3", "9" * 30, "1/nothing", "1/save/more"]
)
def test_addresses_that_mean_nobody_are_404(admin: Any, path: str) -> None:
    assert admin.get(f"{PEOPLE}/{path}", expect_errors=True).status_int in (404, 405)
    assert admin.send(f"{PEOPLE}/{path}", expect_errors=True).status_int == 404


def test_one_person_costs_few_statements(site: ScratchSite, admin: Any, ann: Account) -> None:
    with site.statements() as sql:
        admin.get(f"{PEOPLE}/{ann.id}")
    assert len(sql) <= 10
