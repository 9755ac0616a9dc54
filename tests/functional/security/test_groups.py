"""Groups: what they give holds at once, everywhere, and ends at once."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import insert, select

from mastaba.api import create, find_at, publish, share
from mastaba.content.operations import (
    Invalid,
    add_member,
    change_owner,
    create_group,
    delete_group,
    remove_member,
    rename_group,
)
from mastaba.events.models import Audit
from mastaba.security.models import Account, AccountGroup, GroupMember
from mastaba.security.operations import change_person, suspend
from mastaba.security.principals import group_token
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CLOSED = "/closed/page"
SURFACES = (CLOSED, f"/admin{CLOSED}/@@edit", "/admin/closed/")


@pytest.fixture
def closed(site: ScratchSite) -> ScratchSite:
    """`/closed/page`, for the group Staff only, whose one member is the reader."""
    with site.request("admin") as request:
        section = create(request, find_at(request, "/"), Section, {"title": "Closed"})
        publish(request, section)
        publish(request, create(request, section, Page, {"title": "Page"}))
        staff = create_group(request, "Staff")
        share(request, section, {group_token(staff.uid): ["editor"]}, inherit=False)
    join(site, "reader")
    return site


def account_of(request: Any, role: str) -> Account:
    found: Account = request.db.scalar(select(Account).where(Account.login == role))
    return found


def staff_of(request: Any) -> AccountGroup:
    found: AccountGroup = request.db.scalar(select(AccountGroup))
    return found


def join(site: ScratchSite, role: str) -> None:
    site.account(role)
    with site.request() as request:
        assert add_member(request, staff_of(request), account_of(request, role))


def sees(site: ScratchSite, client: Any) -> set[int]:
    return {client.get(path, expect_errors=True).status_int for path in SURFACES}


def test_a_group_s_rights_are_its_members(closed: ScratchSite) -> None:
    assert sees(closed, closed.client("reader")) == {200}
    assert sees(closed, closed.client("editor")) == {404}


LOSSES = {
    "taken out": lambda request: remove_member(
        request, staff_of(request), account_of(request, "reader")
    ),
    "group deleted": lambda request: delete_group(request, staff_of(request)),
    "suspended": lambda request: suspend(request, account_of(request, "reader")),
    "rights taken": lambda request: share(
        request, find_at(request, "/closed"), None, inherit=False
    ),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_case_122_what_was_lost_is_gone_on_the_next_request(
    closed: ScratchSite, loss: str
) -> None:
    reader = closed.client("reader")
    assert sees(closed, reader) == {200}
    with closed.request() as request:
        LOSSES[loss](request)
    assert 200 not in sees(closed, reader)


@ONE_DATABASE
def test_case_009_another_role_counts_on_the_next_request(site: ScratchSite) -> None:
    editor = site.client("editor")
    editor.get("/admin/", status=200)
    with site.request() as request:
        account = account_of(request, "editor")
        change_person(request, account, name=account.name, role="reader")
    editor.get("/admin/", status=403)


def test_case_121_a_new_group_of_the_same_name_gets_nothing(closed: ScratchSite) -> None:
    with closed.request() as request:
        delete_group(request, staff_of(request))
        create_group(request, "Staff")
    join(closed, "reader")
    assert sees(closed, closed.client("reader")) == {404}


def test_case_274_a_thousand_groups_cost_no_further_statement(closed: ScratchSite) -> None:
    reader = closed.client("reader")
    with closed.statements() as before:
        reader.get(CLOSED, status=200)
    with closed.request() as request:
        account = account_of(request, "reader")
        rows = [{"name": f"Group {n}", "created": request.now} for n in range(1000)]
        request.db.add_all([AccountGroup(**row) for row in rows])
        request.db.flush()
        ids = request.db.scalars(select(AccountGroup.id).where(AccountGroup.name != "Staff"))
        members = [{"account_id": account.id, "group_id": key} for key in ids.all()]
        request.db.execute(insert(GroupMember), members)
    with closed.statements() as after:
        reader.get(CLOSED, status=200)
    assert len(after) <= len(before) <= 6


@ONE_DATABASE
@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\x00b", "staff", "Staff "])
def test_a_group_needs_a_name_of_its_own(closed: ScratchSite, name: str) -> None:
    with closed.request() as request, pytest.raises(Invalid):
        create_group(request, name)
    with closed.request() as request, pytest.raises(Invalid):
        rename_group(request, create_group(request, "Other"), name)


def test_a_group_may_change_the_case_of_its_name(closed: ScratchSite) -> None:
    with closed.request() as request:
        rename_group(request, staff_of(request), "STAFF")
    with closed.request() as request:
        assert staff_of(request).name == "STAFF"
        audit = request.db.scalars(select(Audit).where(Audit.action == "group.renamed")).one()
        assert (audit.subject, audit.data["before"]) == ("STAFF", "Staff")


@ONE_DATABASE
def test_only_who_manages_people_manages_groups(closed: ScratchSite) -> None:
    with closed.request("editor") as request:
        group, account = staff_of(request), account_of(request, "editor")
        for change in (
            lambda: create_group(request, "Mine"),
            lambda: rename_group(request, group, "Mine"),
            lambda: delete_group(request, group),
            lambda: add_member(request, group, account),
            lambda: remove_member(request, group, account_of(request, "reader")),
        ):
            with pytest.raises(HTTPForbidden):
                change()


def test_case_124_a_manager_of_people_gives_no_more_than_they_have(
    closed: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mastaba.content.operations.groups.allow_managing", lambda _: None)
    with closed.request("author") as request:
        with pytest.raises(HTTPForbidden, match="rights that you do not have"):
            add_member(request, staff_of(request), account_of(request, "author"))
        harmless = create_group(request, "Harmless")
        assert add_member(request, harmless, account_of(request, "author"))
        assert not add_member(request, harmless, account_of(request, "author"))


def test_the_owner_is_a_member_of_nothing(closed: ScratchSite) -> None:
    """What is closed to everybody is closed to its owner, unless the owner is named."""
    with closed.request() as request:
        change_owner(request, find_at(request, CLOSED), account_of(request, "reader"))
        remove_member(request, staff_of(request), account_of(request, "reader"))
    assert sees(closed, closed.client("reader")) == {404}


@ONE_DATABASE
def test_who_may_work_on_some_branches_only_is_led_to_them(closed: ScratchSite) -> None:
    answer = closed.client("reader").get("/admin/-/jobs", status=403)
    links = {link.text: link["href"] for link in answer.html.select(".actions a")}
    assert links["Closed"] == "/admin/closed"
    closed.client("reader").get(links["Closed"], status=200)
    author = closed.client("author").get("/admin/-/people", status=403)
    assert "Closed" not in author.text
