"""Rights: what Python decides, what SQL filters and what a plain walk says are one answer."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import select

from mastaba.api import create, find_at, move, publish, restore, share, trash
from mastaba.security.roles import Roles
from mastaba.testing import ScratchSite
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.rights import refresh_rights
from mastaba_pages.models import Section

ROLES = (None, "reader", "editor", "admin")
TOKENS = ("system.Everyone", "system.Authenticated", "role:reader", "role:editor")


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


def may_view(nodes: dict[int, Node], node: Node, tokens: set[str], roles: Roles) -> bool:
    public = node.state == "published" and oracle(nodes, node, tokens, "view", roles)
    return public or oracle(nodes, node, tokens, "view_drafts", roles)


def grow(site: ScratchSite, seed: int) -> None:
    """A random tree of sections, some published, some with grants, some moved or trashed."""
    chance = random.Random(seed)
    with site.request() as request:
        paths = ["/"]
        for number in range(25):
            parent = find_at(request, chance.choice(paths))
            node = create(request, parent, Section, {"title": f"n{number}"})
            if chance.random() < 0.6:
                publish(request, node)
            if chance.random() < 0.3:
                grants = {chance.choice(TOKENS): [chance.choice(["visitor", "reader", "editor"])]}
                share(request, node, grants, inherit=chance.random() < 0.5)
            paths.append(node.path)
    for _ in range(6):
        with site.request() as request:
            shake(request, chance)


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
    for role in ROLES:
        with site.request(role or "reader") as request:
            if role is None:
                request.principals = ("system.Everyone",)
            nodes = {n.id: n for n in request.db.scalars(select(Node)).all()}
            live = [node for node in nodes.values() if node.tree == "site"]
            tokens = set(request.principals)
            expected = {n.path for n in live if may_view(nodes, n, tokens, roles)}
            listed = {row.path for row in request.catalog().visible().rows(500)}
            asked = {
                n.path for n in live if request.has_permission("view", find_at(request, n.path))
            }
            assert listed == expected
            assert asked == expected


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
