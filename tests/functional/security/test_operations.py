"""Operations on people called directly: rights outside the web, races, mail."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.csrf import new_csrf_token
from pyramid.httpexceptions import HTTPForbidden

from mastaba.api import acting_as, find_at
from mastaba.cli.first_link import first_account_path
from mastaba.events.models import Outbox
from mastaba.security.models import Account
from mastaba.security.operations import (
    InvalidPerson,
    LinkSpent,
    LogInRefused,
    add_person,
    change_person,
    claim_first_account,
    log_in,
    log_out_everywhere,
    mail_link,
    make_link,
    set_password,
    set_password_by_link,
)
from mastaba.security.operations import fields as field_checks
from mastaba.security.operations import links as link_operations
from mastaba.security.passwords import Passwords
from mastaba.testing import ScratchSite
from tests.functional.security.conftest import PASSWORD, count

CY = {"login": "cy", "name": "Cy", "role": "reader"}


def test_a_request_acts_for_somebody_else_and_for_a_visitor(site: ScratchSite) -> None:
    key = site.account("reader").id
    with site.request("editor") as request:
        root, reader = find_at(request, "/"), request.db.get_one(Account, key)
        with acting_as(request, reader):
            assert (request.identity.login, request.is_system) == ("reader", False)
            with acting_as(request, None):
                assert (request.identity, request.is_system) == (None, False)
                assert request.principals == ("system.Everyone",)
                assert not request.has_permission("edit", root)
            assert request.identity.login == "reader"
        assert request.identity.login == "editor"
        assert request.has_permission("edit", root)


def test_outside_the_web_the_site_wide_role_decides(site: ScratchSite) -> None:
    with site.request("admin") as request:
        assert add_person(request, **CY).id
    for role in ("editor", "reader"):
        with site.request(role) as request, pytest.raises(HTTPForbidden, match="manage_people"):
            add_person(request, **{**CY, "login": "dee"})


def test_everybody_may_end_their_own_log_ins(site: ScratchSite) -> None:
    with site.request("editor") as request:
        me = request.db.get(Account, request.identity.id)
        assert log_out_everywhere(request, me) == 0
        other = Account(login="x", name="X", role="reader", created=request.now)
        request.db.add(other)
        request.db.flush()
        with pytest.raises(HTTPForbidden):
            log_out_everywhere(request, other)


def test_of_two_people_added_at_once_under_one_name_one_is_told(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(field_checks, "_taken", lambda *_: "")
    with site.request() as request:
        add_person(request, **CY)
        with pytest.raises(InvalidPerson, match="Somebody else has this log-in name"):
            add_person(request, **CY)
        add_person(request, **{**CY, "login": "dee"})
    assert count(site, Account) == 2


def test_a_manager_cannot_touch_an_administrator_s_address(
    site: ScratchSite, ann: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mastaba.security.operations.people.allow_managing", lambda _: None)
    boss = site.account("admin")
    with site.request("editor") as request:
        account = request.db.get(Account, boss.id)
        with pytest.raises(HTTPForbidden, match="Only an administrator"):
            change_person(request, account, name="Admin", role="admin", email="e@example.org")


def test_mail_goes_only_where_there_is_an_address(site: ScratchSite, ann: Account) -> None:
    with site.request() as request:
        account = request.db.get(Account, ann.id)
        assert mail_link(request, account, "https://x/") is False  # mail is only listed
        for address in (None, "not an address"):
            account.email = address
            assert mail_link(request, account, "https://x/") is False
        account.email = "ann@example.org"
    assert count(site, Outbox, Outbox.topic == "mail.send") == 1


def test_a_password_changed_while_it_was_checked_does_not_log_in(
    site: ScratchSite, ann: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed_meanwhile(self: Passwords, stored: str | None, password: str) -> bool:
        with site.request() as other:
            set_password(other, other.db.get(Account, ann.id), "another long sentence")
        return True

    monkeypatch.setattr(Passwords, "matches", changed_meanwhile)
    with site.request() as request, pytest.raises(LogInRefused):
        log_in(request, "ann", PASSWORD)


def test_a_link_withdrawn_while_its_password_was_hashed_is_spent(
    site: ScratchSite, ann: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.request() as request:
        link = make_link(request, request.db.get(Account, ann.id))
    monkeypatch.setattr(link_operations, "withdraw", lambda *_: False)
    with site.request() as request, pytest.raises(LinkSpent):
        set_password_by_link(request, link.partition("token=")[2], "another long sentence")


def test_a_first_account_link_withdrawn_meanwhile_is_spent(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = str(first_account_path(site.registry)).partition("token=")[2]
    monkeypatch.setattr(link_operations, "withdraw", lambda *_: False)
    with site.request() as request, pytest.raises(LinkSpent):
        claim_first_account(request, token, login="a", name="A", password=PASSWORD)
    assert count(site, Account) == 0


def test_pyramid_s_own_functions_make_our_tokens(site: ScratchSite, editor: Any) -> None:
    with site.request() as request:
        first, second = new_csrf_token(request), new_csrf_token(request)
    assert first != second
    assert first.count(".") == 1


def test_set_password_says_what_is_wrong(site: ScratchSite, ann: Account) -> None:
    with site.request() as request, pytest.raises(InvalidPerson, match="too short"):
        set_password(request, request.db.get(Account, ann.id), "short")
