"""The owner of a page, authors and reviewers, and accounts that are deleted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select

from mastaba.api import OperationError, create, find_at, move, publish, save, share, trash
from mastaba.content.operations import change_owner, delete_person, grant, hand_over
from mastaba.content.operations.working import keep_working_copy
from mastaba.events.models import Audit
from mastaba.security.models import Account
from mastaba.security.operations import (
    LastAdmin,
    PeopleError,
    add_person,
    change_person,
    resume,
    suspend,
)
from mastaba.security.roles import Roles
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page, Section

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def account_of(request: Any, login: str) -> Account:
    found: Account = request.db.scalar(select(Account).where(Account.login == login))
    return found


@pytest.fixture
def news(site: ScratchSite) -> ScratchSite:
    """`/news` with `minnow`, a draft of the author, and `theirs`, one of the editor."""
    with site.request("editor") as request:
        publish(request, create(request, find_at(request, "/"), Section, {"title": "News"}))
    for role, title in (("author", "Minnow"), ("editor", "Theirs")):
        with site.request(role) as request:
            create(request, find_at(request, "/news"), Page, {"title": title})
    return site


def test_an_author_writes_and_trashes_own_pages_and_publishes_nothing(news: ScratchSite) -> None:
    with news.request("author") as request:
        save(request, find_at(request, "/news/minnow"), {"title": "Changed"})
    for path, act in (("/news/minnow", publish), ("/news/theirs", trash), ("/news", trash)):
        with news.request("author") as request, pytest.raises(HTTPForbidden):
            act(request, find_at(request, path))
    with news.request("author") as request:
        trash(request, find_at(request, "/news/minnow"))


@ONE_DATABASE
def test_an_author_s_screens_offer_what_they_may_do(news: ScratchSite) -> None:
    author = news.client("author")
    assert "Theirs" not in author.get("/admin/news/")
    author.get("/admin/news/theirs/@@edit", status=404)
    form = author.get("/admin/news/minnow/@@edit")
    assert form.html.select_one("[data-publish]") is None
    assert author.get("/admin/news/").html.select_one("[name=action][value=publish]") is None
    author.get("/admin/news/@@sharing", status=403)
    author.get("/admin/-/groups", status=403)


def test_a_reviewer_sees_drafts_and_publishes_and_does_not_write(news: ScratchSite) -> None:
    with news.request("reviewer") as request:
        publish(request, find_at(request, "/news/minnow"))
        with pytest.raises(HTTPForbidden):
            save(request, find_at(request, "/news/theirs"), {"title": "X"})
    reviewer = news.client("reviewer")
    assert "Theirs" in reviewer.get("/admin/news/")
    reviewer.get("/news/theirs", status=200)
    news.client().get("/news/minnow", status=200)


def test_case_123_a_node_without_owner_grants_nobody(news: ScratchSite) -> None:
    with news.request() as request:
        change_owner(request, find_at(request, "/news/minnow"), None)
        audit = request.db.scalars(select(Audit).where(Audit.action == "content.owner_changed"))
        assert audit.one().data == {"before": account_of(request, "author").uid, "after": None}
    author = news.client("author")
    author.get("/admin/news/minnow/@@edit", status=404)
    assert "Minnow" not in author.get("/admin/news/")
    with news.request("author") as request:
        node = find_at(request, "/news/minnow")
        assert not request.has_permission("edit", node)
        assert not request.catalog().visible("edit").below(node).rows(1)


def test_the_owner_changes_by_who_may_share_to_who_can_log_in(news: ScratchSite) -> None:
    with news.request("author") as request, pytest.raises(HTTPForbidden):
        change_owner(request, find_at(request, "/news/minnow"), account_of(request, "author"))
    with news.request() as request:
        suspend(request, account_of(request, "author"))
        with pytest.raises(OperationError, match="cannot log in"):
            change_owner(request, find_at(request, "/news"), account_of(request, "author"))


def test_case_110_a_branch_with_pages_of_others_is_neither_trashed_nor_moved(
    news: ScratchSite,
) -> None:
    with news.request() as request:
        news_page = find_at(request, "/news")
        change_owner(request, news_page, account_of(request, "author"))
        create(request, find_at(request, "/"), Section, {"title": "Other"})
    with news.request("author") as request:
        node = find_at(request, "/news")
        for act in (lambda: trash(request, node), lambda: move(request, node, other(request))):
            with pytest.raises(OperationError, match="by others only") as refusal:
                act()
            assert "Theirs" not in str(refusal.value)


def other(request: Any) -> Any:
    return find_at(request, "/other")


def test_case_124_nobody_gives_rights_that_they_do_not_have(
    news: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sharing is no way up for who has a right to share and little else."""
    roles = news.registry[Roles].roles
    may_share = replace(roles["author"], permissions=roles["author"].permissions | {"share"})
    monkeypatch.setitem(roles, "author", may_share)
    with news.request() as request:
        share(request, find_at(request, "/news"), {"role:reader": ["reader"]})
    with news.request("author") as request:
        node = find_at(request, "/news")
        for role in ("admin", "editor", "reviewer"):
            with pytest.raises(HTTPForbidden, match="rights that you have"):
                grant(request, node, "role:author", [role])
        grant(request, node, "system.Everyone", ["visitor"])
        with pytest.raises(HTTPForbidden, match="rights that you have"):
            change_owner(request, node, account_of(request, "author"))


def test_pages_are_handed_over_by_administrators(news: ScratchSite) -> None:
    with news.request("editor") as request, pytest.raises(HTTPForbidden):
        hand_over(request, account_of(request, "author"), account_of(request, "editor"))
    with news.request("admin") as request:
        author, editor = account_of(request, "author"), account_of(request, "editor")
        assert hand_over(request, author, editor) == 1
        assert find_at(request, "/news/minnow").owner_id == editor.id


def test_a_deleted_account_is_forgotten_and_its_content_stays(news: ScratchSite) -> None:
    author = news.client("author")
    with news.request("author") as request:
        keep_working_copy(request, find_at(request, "/news/minnow"), {"title": "Unsaved"})
    with news.request("admin") as request:
        account, heir = account_of(request, "author"), account_of(request, "editor")
        account.email = "author@example.org"
        delete_person(request, account, heir=heir)
        assert find_at(request, "/news/minnow").owner_id == heir.id
    author.get("/admin/", status=303)
    admin = news.client("admin")
    assert "Author" not in admin.get("/admin/-/people").html.select_one("table").text
    assert "Deleted account" in admin.get("/admin/news/minnow/@@history")
    with news.request() as request:
        row = request.db.scalar(select(Account).where(Account.deleted.is_not(None)))
        assert (row.name, row.email, row.password_hash) == ("Deleted account", None, None)
        audit = request.db.scalars(select(Audit).where(Audit.action == "person.deleted")).one()
        assert (audit.subject, audit.data["pages"]) == ("Deleted account", 1)
        with pytest.raises(PeopleError):
            resume(request, row)
        admin.get(f"/admin/-/people/{row.id}", status=404)
        new = add_person(request, login="author", name="Author", role="author")
        assert new.uid != row.uid


@ONE_DATABASE
def test_who_is_deleted_is_neither_oneself_nor_deleted_already(site: ScratchSite) -> None:
    site.account("reader")
    with site.request("admin") as request:
        with pytest.raises(OperationError, match="your own account"):
            delete_person(request, account_of(request, "admin"))
        reader = account_of(request, "reader")
        with pytest.raises(OperationError, match="somebody else"):
            delete_person(request, reader, heir=reader)
        delete_person(request, reader)
        with pytest.raises(OperationError, match="already"):
            delete_person(request, reader)


DEMOTIONS = {
    "deleted": lambda request, account: delete_person(request, account),
    "suspended": suspend,
    "demoted": lambda request, account: change_person(request, account, name="A", role="editor"),
}


@pytest.mark.parametrize("way", DEMOTIONS)
def test_case_124_the_last_administrator_stays(site: ScratchSite, way: str) -> None:
    site.account("admin")
    with site.request() as request, pytest.raises(LastAdmin):
        DEMOTIONS[way](request, account_of(request, "admin"))


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.parametrize("way", DEMOTIONS)
def test_case_124_of_two_administrators_removing_each_other_one_stays(
    site: ScratchSite, way: str
) -> None:
    site.account("admin")
    with site.request() as request:
        add_person(request, login="second", name="Second", role="admin")
    gate = Barrier(2)

    def remove(login: str) -> str:
        with site.request() as request:
            account = account_of(request, login)
            gate.wait(timeout=60)
            try:
                DEMOTIONS[way](request, account)
            except LastAdmin:
                return "kept"
        return "removed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, ["admin", "second"])) == ["kept", "removed"]


@ONE_DATABASE
def test_case_118_deny_all_at_the_root_leaves_the_doors_open(site: ScratchSite) -> None:
    with site.request() as request:
        share(request, find_at(request, "/"), {}, inherit=False)
    visitor = site.client()
    for path in ("/login", "/-/health"):
        visitor.get(path, status=200)
    visitor.get("/", status=404)
    site.client("editor").get("/", status=404)
    site.client("admin").get("/admin/@@sharing", status=200)
    with site.request() as request:
        grant(request, find_at(request, "/"), "system.Everyone", ["visitor"])
    visitor.get("/", status=200)


@ONE_DATABASE
def test_who_may_read_and_not_write_is_led_on(news: ScratchSite) -> None:
    reviewer = news.client("reviewer")
    answer = reviewer.get("/admin/news/theirs/@@usage", status=403)
    assert "Your role does not include this here." in answer.text
    links = {link.text: link["href"] for link in answer.html.select(".actions a")}
    assert links["See the page"] == "/news/theirs"
    assert links["To its list"] == "/admin/news"
