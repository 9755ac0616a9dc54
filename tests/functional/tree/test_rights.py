"""Rights: what Python decides, what SQL filters and what a plain walk says are one answer."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import select

from mastaba.api import (
    create,
    find_at,
    live_people,
    move,
    people_with,
    person_may,
    publish,
    restore,
    share,
    trash,
)
from mastaba.content.operations import add_member, change_owner, create_group
from mastaba.security.explain import explain
from mastaba.security.models import Account, AccountGroup
from mastaba.security.principals import group_token, user_token
from mastaba.security.roles import Roles
from mastaba.testing import ScratchSite
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.rights import refresh_rights
from mastaba_pages.models import Section

ROLES = (None, "reader", "author", "reviewer", "editor", "admin")
TOKENS = ("system.Everyone", "system.Authenticated", "role:reader", "role:editor", "owner")
GIVEN = ("visitor", "reader", "author", "reviewer", "editor", "owner")
ASKED = ("view", "edit", "publish", "trash", "share")


def oracle(
    nodes: dict[int, Node], node: Node, tokens: set[str], permission: str, roles: Roles
) -> bool:
    """An ACL walk over plain rows, independent of the traverser and of the SQL filter."""
    place: Node | None = node
    while place is not None:
        for token, names in (place.grants or {}).items():
            if token in tokens and permission in roles.expand(names):
                return True
        if not place.inherit:
            return "role:admin" in tokens
        place = nodes.get(place.parent_id or 0)
    return False


def may(
    nodes: dict[int, Node],
    node: Node,
    me: int | None,
    request: Any,
    permission: str,
    roles: Roles,
) -> bool:
    tokens = {*request.principals, *(["owner"] if me and node.owner_id == me else [])}
    if permission != "view":
        return oracle(nodes, node, tokens, permission, roles)
    public = node.state == "published" and oracle(nodes, node, tokens, "view", roles)
    return public or oracle(nodes, node, tokens, "view_drafts", roles)


def grow(site: ScratchSite, seed: int) -> None:
    """A random tree of sections: published or not, with grants and owners, moved or trashed."""
    chance = random.Random(seed)
    owners = [None, *(site.account(role) for role in ROLES if role)]
    with site.request() as request:
        group = group_token(staff(request).uid)
        paths = ["/"]
        for number in range(25):
            parent = find_at(request, chance.choice(paths))
            node = create(request, parent, Section, {"title": f"n{number}"})
            change_owner(request, node, chance.choice(owners))
            if chance.random() < 0.6:
                publish(request, node)
            if chance.random() < 0.4:
                token = chance.choice((*TOKENS, group, user_token(owners[1].uid)))
                grants = {token: [chance.choice(GIVEN)]}
                share(request, node, grants, inherit=chance.random() < 0.5)
            paths.append(node.path)
    for _ in range(6):
        with site.request() as request:
            shake(request, chance)


def staff(request: Any) -> AccountGroup:
    """A group of the reader and the author."""
    group = create_group(request, "Staff")
    for role in ("reader", "author"):
        account = request.db.scalar(select(Account).where(Account.login == role))
        add_member(request, group, account)
    return group


def shake(request: Any, chance: random.Random) -> None:
    rows = [row for row in request.catalog().visible().rows(100) if row.parent_id is not None]
    node = find_at(request, chance.choice(rows).path)
    target = find_at(request, chance.choice(rows).path)
    inside = target.path == node.path or target.path.startswith(f"{node.path}/")
    if chance.random() < 0.3:
        trash(request, node)
        restore(request, node)
    elif not inside and target.id != node.parent_id:
        move(request, node, target)


@pytest.mark.parametrize("seed", range(4))
def test_python_sql_and_a_plain_walk_agree(site: ScratchSite, seed: int) -> None:
    grow(site, seed)
    roles = site.registry[Roles]
    holders: dict[tuple[str, str], set[str]] = {}
    for role in ROLES:
        with site.request(role or "reader") as request:
            if role is None:
                request.principals = ("system.Everyone",)
                request.environ["mastaba.identity"] = None
            nodes = {n.id: n for n in request.db.scalars(select(Node)).all()}
            live = [node for node in nodes.values() if node.tree == "site"]
            found = {node.path: find_at(request, node.path) for node in live}
            me = None if role is None else request.identity.id
            for permission in ASKED:
                expected = {n.path for n in live if may(nodes, n, me, request, permission, roles)}
                rows = request.catalog().visible(permission).rows(500)
                asked = {p for p in found if request.has_permission(permission, found[p])}
                told = {p for p in found if explain(request, found[p], permission).allowed}
                assert {row.path for row in rows} == expected, (role, permission)
                assert asked == expected, (role, permission)
                assert told == expected, (role, permission)
                for path in expected if role else ():
                    holders.setdefault((permission, path), set()).add(str(role))
    check_people(site, holders)


def check_people(site: ScratchSite, holders: dict[tuple[str, str], set[str]]) -> None:
    """The reverse question: who may, on each node and anywhere."""
    with site.request() as request:
        paths = request.db.scalars(select(Node.path).where(Node.tree == "site")).all()
        for path in paths:
            node = find_at(request, path)
            for permission in ASKED:
                expected = holders.get((permission, path), set())
                people = people_with(request, permission, node)
                assert {person.login for person in people} == expected, (permission, path)
                assert all(person_may(request, person, permission, node) for person in people)
        for permission in ASKED[1:]:
            anywhere = {login for path in paths for login in holders.get((permission, path), ())}
            assert {who.login for who in people_with(request, permission)} == anywhere, permission


def test_who_is_suspended_holds_nothing(site: ScratchSite) -> None:
    key = site.account("editor").id
    with site.request() as request:
        root = find_at(request, "/")
        editor = request.db.get_one(Account, key)
        assert editor in people_with(request, "edit", root)
        assert live_people(request, [key, key + 1000]) == {key: editor}
        editor.suspended = True
        assert editor not in people_with(request, "edit", root)
        assert editor not in people_with(request, "edit")
        assert not person_may(request, editor, "edit", root)
        assert live_people(request, [key]) == {}


@pytest.mark.parametrize("seed", range(4))
def test_derived_rights_equal_their_recomputation(site: ScratchSite, seed: int) -> None:
    grow(site, seed)

    def derived(request: Any) -> tuple[Any, ...]:
        places = request.db.execute(select(Node.uid, Node.acl_id).order_by(Node.uid)).all()
        keys = (AclGrant.acl_id, AclGrant.permission, AclGrant.token)
        return places, request.db.execute(select(*keys).order_by(*keys)).all()

    with site.request() as request:
        before = derived(request)
        refresh_rights(request.db, site.registry[Roles], request.site.id, "site", "/")
        assert derived(request) == before


def test_case_119_an_explicit_grant_below_a_closed_parent_holds(site: ScratchSite) -> None:
    with site.request() as request:
        closed = create(request, find_at(request, "/"), Section, {"title": "Closed"})
        opened = create(request, closed, Section, {"title": "Opened"})
        publish(request, closed)
        publish(request, opened)
        share(request, closed, {}, inherit=False)
        share(request, opened, {"system.Everyone": ["visitor"]})
    visitor = site.client()
    visitor.get("/closed", status=404)
    page = visitor.get("/closed/opened", status=200)
    assert "Closed" not in page.text
    assert "Closed" not in visitor.get("/")


@pytest.mark.parametrize(
    "grants",
    ['"text"', "[1, 2]", '{"system.Everyone": "visitor"}', '{"system.Everyone": [["a"]]}', "3"],
)
def test_case_120_unreadable_grants_deny_instead_of_inheriting(
    site: ScratchSite, grants: str
) -> None:
    with site.request() as request:
        node = create(request, find_at(request, "/"), Section, {"title": "Broken"})
        publish(request, node)
        request.db.connection().exec_driver_sql(
            "UPDATE node SET grants = "
            + (f"'{grants}'" if site.database.is_sqlite else f"'{grants}'::json")
            + " WHERE slug = 'broken'"
        )
    site.client().get("/broken", status=404)
    site.client("editor").get("/broken", status=404)
    site.client().get("/", status=200)


@pytest.mark.parametrize(
    "grants", ['{"ghost:1": ["visitor"]}', '{"system.Everyone": ["ghost"]}', "null"]
)
def test_case_120_unknown_principals_and_roles_give_nothing(
    site: ScratchSite, grants: str
) -> None:
    with site.request() as request:
        node = create(request, find_at(request, "/"), Section, {"title": "Odd"})
        publish(request, node)
        share(request, node, None, inherit=False)
        request.db.connection().exec_driver_sql(
            f"UPDATE node SET grants = '{grants}' WHERE slug = 'odd'"
        )
    site.client().get("/odd", status=404)


def test_case_121_a_grant_names_an_id_that_is_never_reused(site: ScratchSite) -> None:
    account = site.account("reader")
    assert account.uid not in (account.login, account.name)
