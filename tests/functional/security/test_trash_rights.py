"""The trash is one place for all branches: rights go in with a page and come out with it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from mastaba.api import (
    Conflict,
    OperationError,
    create,
    find,
    find_at,
    publish,
    purge,
    rename,
    restore,
    share,
    trash,
)
from mastaba.testing import ScratchSite
from mastaba.tree.checks import check_tree
from mastaba.tree.models import AclGrant, Node
from mastaba_pages.models import Page, Section

SECRET = "zyxword"
HERE = f"/closed/{SECRET}"
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def closed(site: ScratchSite) -> ScratchSite:
    """`/closed`, where only readers may edit, with one published page."""
    with site.request("admin") as request:
        branch = create(request, find_at(request, "/"), Section, {"title": "Closed"})
        publish(request, branch)
        publish(request, create(request, branch, Page, {"title": SECRET}))
        share(request, branch, {"role:reader": ["editor"]}, inherit=False)
    return site


def put_in(site: ScratchSite, path: str = HERE, role: str = "admin") -> str:
    with site.request(role) as request:
        node = find_at(request, path)
        trash(request, node)
        return str(node.uid)


def take_out(site: ScratchSite, uid: str, role: str | None = "admin") -> str:
    with site.request(role) as request:
        node = find(request, uid, tree="trash")
        restore(request, node)
        return str(node.path)


def rights(site: ScratchSite, uid: str, tree: str = "site") -> dict[str, tuple[bool, ...]]:
    """Who may view, edit and trash it: as Python says, after comparing with what SQL says."""
    found = {}
    for role in ("reader", "editor", "admin"):
        with site.request(role) as request:
            node: Any = find(request, uid, tree=tree)
            asked = ("view", "edit", "trash")
            found[role] = tuple(bool(request.has_permission(p, node)) for p in asked)
            rows = [
                request.catalog(tree=tree).visible(p).filter(Node.uid == uid).rows(1)
                for p in asked
            ]
            assert tuple(map(bool, rows)) == found[role], role
    return found


def test_who_could_not_see_a_page_does_not_see_it_in_the_trash(closed: ScratchSite) -> None:
    uid = put_in(closed)
    assert rights(closed, uid, "trash") == {
        "reader": (True, True, True),
        "editor": (False, False, False),
        "admin": (True, True, True),
    }
    assert list(check_tree(closed.registry)) == []


def test_rights_come_back_with_the_page(closed: ScratchSite) -> None:
    with closed.request("admin") as request:
        uid = find_at(request, HERE).uid
    before = rights(closed, uid)
    put_in(closed)
    assert take_out(closed, uid, "reader") == HERE
    assert rights(closed, uid) == before
    with closed.request("admin") as request:
        node = find_at(request, HERE)
        assert (node.grants, node.inherit, node.trashed_rights) == (None, True, None)
        assert node.id not in request.db.scalars(select(AclGrant.acl_id)).all()
        share(request, find_at(request, "/closed"), None)
    assert rights(closed, uid)["editor"] == (True, True, True)
    assert list(check_tree(closed.registry)) == []


def test_a_page_whose_closed_branch_is_gone_stays_closed_where_it_comes_back(
    closed: ScratchSite,
) -> None:
    uid = put_in(closed)
    put_in(closed, "/closed")
    assert take_out(closed, uid) == f"/{SECRET}"
    closed.client().get(f"/{SECRET}", status=404)
    assert rights(closed, uid)["editor"] == (False, False, False)
    assert rights(closed, uid)["reader"] == (True, True, True)


def test_a_page_comes_back_into_its_branch_wherever_that_is_now(closed: ScratchSite) -> None:
    uid = put_in(closed)
    with closed.request("admin") as request:
        rename(request, find_at(request, "/closed"), "elsewhere")
        create(request, find_at(request, "/"), Section, {"title": "Closed"})
    assert take_out(closed, uid) == f"/elsewhere/{SECRET}"


def test_a_page_of_an_open_branch_follows_its_new_place(site: ScratchSite) -> None:
    with site.request() as request:
        branch = create(request, find_at(request, "/"), Section, {"title": "Open"})
        create(request, branch, Page, {"title": "Page"})
    uid = put_in(site, "/open/page", "editor")
    put_in(site, "/open", "editor")
    assert take_out(site, uid, "editor") == "/page"
    with site.request() as request:
        node = find_at(request, "/page")
        assert (node.grants, node.inherit) == (None, True)


def test_a_page_keeps_its_own_grants(closed: ScratchSite) -> None:
    with closed.request("admin") as request:
        share(request, find_at(request, HERE), {"role:editor": ["editor"]}, inherit=False)
    uid = put_in(closed, role="editor")
    assert rights(closed, uid, "trash")["reader"] == (False, False, False)
    take_out(closed, uid)
    with closed.request() as request:
        node = find_at(request, HERE)
        assert (node.grants, node.inherit) == ({"role:editor": ["editor"]}, False)


def test_nobody_deletes_for_good_what_they_may_not_put_into_the_trash(
    closed: ScratchSite,
) -> None:
    with closed.request("admin") as request:
        share(request, find_at(request, "/closed"), None)
        share(request, find_at(request, HERE), {}, inherit=False)
    with (
        closed.request("editor") as request,
        pytest.raises(OperationError, match="by others only"),
    ):
        trash(request, find_at(request, "/closed"))
    uid = put_in(closed, "/closed")
    with (
        closed.request("editor") as request,
        pytest.raises(OperationError, match="by others only"),
    ):
        purge(request, find(request, uid, tree="trash"))
    with closed.request("admin") as request:
        purge(request, find(request, uid, tree="trash"))


def test_the_trash_is_no_place_to_share_or_to_trash(closed: ScratchSite) -> None:
    uid = put_in(closed)
    with closed.request("admin") as request:
        node = find(request, uid, tree="trash")
        with pytest.raises(OperationError, match="in the trash"):
            share(request, node, None)
        with pytest.raises(OperationError, match="in the trash"):
            trash(request, node)


def test_restore_keeps_an_unusual_address(closed: ScratchSite) -> None:
    with closed.request("admin") as request:
        rename(request, find_at(request, HERE), "old_name")
    uid = put_in(closed, "/closed/old_name")
    assert take_out(closed, uid) == "/closed/old_name"
    with closed.request("admin") as request, pytest.raises(Conflict):
        rename(request, create(request, find_at(request, "/closed"), Page, {"title": "x"}),
               "old_name")  # fmt: skip


def test_unreadable_grants_go_into_the_trash_and_back_and_deny(closed: ScratchSite) -> None:
    """Case 120: an administrator's command can still move, share and check the branch."""
    with closed.request() as request:
        text = "'\"junk\"'" if closed.database.is_sqlite else "'\"junk\"'::json"
        request.db.connection().exec_driver_sql(
            f"UPDATE node SET grants = {text} WHERE slug = '{SECRET}'"
        )
    with closed.request() as request:
        share(request, find_at(request, "/closed"), None)
        node = find_at(request, HERE)
        uid = node.uid
        trash(request, node)
    assert rights(closed, uid, "trash")["editor"] == (False, False, False)
    with closed.request() as request:
        restore(request, find(request, uid, tree="trash"))
        share(request, find_at(request, HERE), None)
    assert rights(closed, uid)["editor"] == (True, True, True)


@ONE_DATABASE
def test_a_hidden_trashed_page_is_refused_like_a_missing_one(closed: ScratchSite) -> None:
    uid = put_in(closed)
    editor = closed.client("editor")
    assert SECRET not in editor.get("/admin/-/trash")
    assert SECRET in closed.client("admin").get("/admin/-/trash")
    for action in ("restore", "purge"):
        answers = [
            editor.send(f"/admin/-/{action}", {"uid": wanted}, status=404)
            for wanted in (uid, f"00000000{uid[8:]}")
        ]
        assert len({answer.html.select_one("main").p.text for answer in answers}) == 1
    with closed.request() as request:
        assert find(request, uid, tree="trash") is not None
