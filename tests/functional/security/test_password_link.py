"""The one-time link with which a person sets a password (cases 008, 014-017)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from mastaba.events.models import Outbox
from mastaba.security.models import Account, AuthSession, OneTimeToken
from mastaba.security.operations import make_link, suspend
from mastaba.testing import ScratchSite
from tests.functional.security.conftest import PASSWORD, count, log_in, try_log_in, who

MakeBrowser = Callable[..., Any]
NEW = "a rather new sentence"


def link(site: ScratchSite, account: Account) -> str:
    with site.request() as request:
        made = make_link(request, request.db.get(Account, account.id))
    return "/" + made.split("/", 3)[3]


def use(client: Any, address: str, password: str = NEW) -> Any:
    form = client.get(address).forms[0]
    form["password"] = password
    return form.submit(expect_errors=True)


def test_the_link_sets_the_password_and_logs_in(
    site: ScratchSite, ann: Account, visitor: Any, browser: MakeBrowser
) -> None:
    address = link(site, ann)
    assert "you will log in as" in visitor.get(address).text
    assert use(visitor, address).status_int == 303
    assert who(visitor) == "Ann"
    assert try_log_in(browser(), "ann", PASSWORD).status_int == 422
    assert try_log_in(browser(), "ann", NEW).status_int == 303


def test_case_008_every_other_log_in_ends(
    site: ScratchSite, ann: Account, visitor: Any, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    use(visitor, link(site, ann))
    assert who(client) is None
    assert count(site, AuthSession) == 1


def test_case_014_the_link_works_once(site: ScratchSite, ann: Account, visitor: Any) -> None:
    address = link(site, ann)
    use(visitor, address)
    response = visitor.get(address, expect_errors=True)
    assert response.status_int == 410
    assert "has been used or has expired" in response.text


def test_case_014_a_newer_link_retires_the_older_and_three_days_end_it(
    site: ScratchSite, ann: Account, visitor: Any
) -> None:
    with time_machine.travel("2026-11-22 10:00:00+00:00") as clock:
        older, newer = link(site, ann), link(site, ann)
        assert visitor.get(older, expect_errors=True).status_int == 410
        clock.shift(3 * 86_400 - 2)
        visitor.get(newer, status=200)
        clock.shift(4)
        assert visitor.get(newer, expect_errors=True).status_int == 410


def test_a_form_opened_before_its_link_was_withdrawn_is_refused(
    site: ScratchSite, ann: Account, visitor: Any
) -> None:
    form = visitor.get(link(site, ann)).forms[0]
    link(site, ann)
    form["password"] = NEW
    assert form.submit(expect_errors=True).status_int == 410


def test_a_suspended_person_s_link_is_of_no_use(
    site: ScratchSite, ann: Account, visitor: Any
) -> None:
    address = link(site, ann)
    with site.request() as request:
        suspend(request, request.db.get(Account, ann.id))
    assert visitor.get(address, expect_errors=True).status_int == 410


@pytest.mark.parametrize("token", ["", "[]", "{}", "null", "true", "x" * 101, "%22", "a&token=b"])
def test_case_015_what_is_no_token_touches_no_account(
    ann: Account, visitor: Any, token: str
) -> None:
    response = visitor.get(f"/-/set-password?token={token}", expect_errors=True)
    assert response.status_int == 410


def test_a_weak_password_is_refused_and_the_link_still_works(
    site: ScratchSite, ann: Account, visitor: Any
) -> None:
    address = link(site, ann)
    response = use(visitor, address, "ann@example.org")
    assert response.status_int == 422
    assert "your name or address" in response.text
    assert use(visitor, address).status_int == 303


def test_case_016_the_link_names_the_configured_site(make_site: Any, ann: Account) -> None:
    site = make_site(
        {
            "mastaba.env": "production",
            "mastaba.session.secure": "yes",
            "mastaba.secret": "mB2vQx8Lr5TnYw3KcJd7Hs9PzFg4Ea6U",
            "mastaba.url": "https://www.example.org",
        }
    )
    with site.request() as request:
        request.environ["HTTP_HOST"] = "evil.test"
        request.environ["mastaba.system"] = True
        made = make_link(request, request.db.get(Account, ann.id))
    assert made.startswith("https://www.example.org/-/set-password?token=")


def test_case_017_the_token_is_not_told_to_other_sites(
    site: ScratchSite, ann: Account, visitor: Any
) -> None:
    assert visitor.get(link(site, ann)).headers["Referrer-Policy"] == "same-origin"


def test_the_link_itself_is_in_no_row(site: ScratchSite, ann: Account) -> None:
    token = link(site, ann).partition("token=")[2]
    assert count(site, Outbox, Outbox.topic == "mail.send") == 0
    with site.request() as request:
        rows = request.db.query(OneTimeToken).all()
        assert [token in str(vars(row)) for row in rows] == [False]
