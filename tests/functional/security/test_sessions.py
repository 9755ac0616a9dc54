"""Log-in sessions: what ends them, and what a strange cookie means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mastaba.security.models import Account, AuthSession
from mastaba.security.operations import change_person, suspend
from mastaba.security.sessions import prune_sessions
from mastaba.testing import ScratchSite
from tests.functional.security.conftest import count, log_in, who

MakeBrowser = Callable[..., Any]
START = "2026-11-22 10:00:00+00:00"
WEEK, MONTH = 7 * 86_400, 30 * 86_400


def test_the_database_holds_only_a_hash_of_the_cookie(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    value = log_in(browser()).cookies[site.cookie_name]
    with Session(site.database.reads) as session:
        row = session.scalars(select(AuthSession)).one()
    kept = [str(getattr(row, column.key)) for column in AuthSession.__table__.columns]
    assert not any(value in text for text in kept)
    assert len(value) >= 43
    assert row.address == "192.0.2.1"


def test_case_010_idle_sessions_end_at_the_second(ann: Account, browser: MakeBrowser) -> None:
    with time_machine.travel(START) as clock:
        client = log_in(browser())
        clock.shift(WEEK - 1)
        assert who(client) == "Ann"
        clock.shift(WEEK - 1)
        assert who(client) == "Ann"
        clock.shift(WEEK + 1)
        assert who(client) is None


def test_case_010_used_sessions_end_at_their_absolute_lifetime(
    ann: Account, browser: MakeBrowser
) -> None:
    with time_machine.travel(START) as clock:
        client = log_in(browser())
        for _ in range(5):
            clock.shift(MONTH / 5 - 0.2)
            assert who(client) == "Ann"
        clock.shift(2)
        assert who(client) is None


def test_a_get_notes_the_use_of_a_session_at_most_every_five_minutes(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = log_in(browser())
        for seconds, writes in ((0, 0), (299, 0), (2, 1), (1, 0)):
            clock.shift(seconds)
            with site.statements() as sql:
                client.get("/logout")
            assert sum(line.startswith("UPDATE auth_session") for line in sql) == writes


def test_a_locked_database_does_not_keep_a_reader_out(make_site: Any, ann: Account) -> None:
    site = make_site({"mastaba.database.connect_timeout": "1"})
    client = log_in(site.client())
    with Session(site.database.writes) as session, session.begin():
        used = session.scalars(select(AuthSession)).one().seen
        session.execute(update(AuthSession).values(seen=used - timedelta(hours=1)))
    with Session(site.database.writes) as other, other.begin():
        other.execute(update(AuthSession).values(user_agent="locked"))
        assert who(client) == "Ann"


@pytest.mark.parametrize(
    "value", ["", "x", "x" * 300, "x" * 8000, '"quoted"', "a.b.c", "%00", "0" * 43]
)
def test_case_011_a_cookie_that_means_nothing_is_anonymous_and_cleared(
    site: ScratchSite, visitor: Any, value: str
) -> None:
    response = visitor.get("/login", headers={"Cookie": f"{site.cookie_name}={value}"})
    cleared = [one for one in response.headers.getall("Set-Cookie") if "Max-Age=0" in one]
    assert [one.partition("=")[0] for one in cleared] == [site.cookie_name]


def test_case_011_a_truncated_or_changed_cookie_is_anonymous(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    value = log_in(browser()).cookies[site.cookie_name]
    for wrong in (value[:-1], value + "x", value.swapcase(), value[::-1]):
        thief = browser()
        thief.set_cookie(site.cookie_name, wrong)
        assert who(thief) is None


@pytest.mark.parametrize("name", ["mastaba", "session", "token", "__Host-mastaba"])
def test_case_012_a_token_in_the_url_is_ignored(
    site: ScratchSite, ann: Account, browser: MakeBrowser, name: str
) -> None:
    value = log_in(browser()).cookies[site.cookie_name]
    assert browser().get(f"/logout?{name}={value}").status_int == 303


def test_case_009_a_suspended_person_is_refused_at_the_next_request(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    with site.request() as request:
        suspend(request, request.db.get(Account, ann.id))
    assert who(client) is None
    assert count(site, AuthSession) == 0


def test_case_009_suspension_written_by_hand_works_too(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    with Session(site.database.writes) as session, session.begin():
        session.execute(update(Account).values(suspended=True))
    assert who(client) is None


def test_case_122_a_changed_role_counts_from_the_next_request_on(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    client.get("/admin/", status=200)
    with site.request() as request:
        account = request.db.get(Account, ann.id)
        change_person(request, account, name="Ann", role="reader")
    assert client.get("/admin/", expect_errors=True).status_int in (303, 403, 404)


def test_a_request_asks_once_who_is_there(
    site: ScratchSite, ann: Account, browser: MakeBrowser
) -> None:
    client = log_in(browser())
    with site.statements() as sql:
        client.get("/admin/-/account", status=200)
    assert sum("auth_session.token_hash" in line for line in sql) <= 2
    assert sum("WHERE auth_session.token_hash" in line for line in sql) == 1


def test_sessions_that_have_ended_are_forgotten_and_others_are_not(
    ann: Account, browser: MakeBrowser, site: ScratchSite
) -> None:
    log_in(browser())
    for days, left in ((6, 1), (8, 0)):
        with site.request() as request:
            request.now += timedelta(days=days)
            prune_sessions(request)
        assert count(site, AuthSession) == left
