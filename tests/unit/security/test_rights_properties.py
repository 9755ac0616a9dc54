"""Case 117: any grants on any lineage, duplicated, unknown or broken: one answer by all ways."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mastaba.security.acl import acl_of, grants_along, tokens_along
from mastaba.security.explain import explain
from mastaba.security.policy import SecurityPolicy
from mastaba.security.roles import Role, Roles

TOKENS = ("system.Everyone", "user:1", "group:1", "group:2", "role:reader", "role:admin", "owner")
PERMISSIONS = ("view", "edit", "share", "unheard-of")
ROLES = Roles(
    {name: name for name in PERMISSIONS},
    {
        name: Role(name, name, frozenset(permissions))
        for name, permissions in {
            "reader": ("view",),
            "editor": ("view", "edit"),
            "keeper": ("edit", "share"),
            "nothing": (),
            "admin": PERMISSIONS[:3],
        }.items()
    },
)

names = st.lists(st.sampled_from((*ROLES.roles, "ghost")), max_size=3)
readable = st.none() | st.dictionaries(st.sampled_from((*TOKENS, "ghost:1")), names, max_size=3)
broken = st.sampled_from(["text", 3, [1], {"system.Everyone": "reader"}])
stored = st.one_of(readable, readable, readable, broken)


@dataclass
class Place:
    """A node as far as rights go."""

    grants: Any
    inherit: bool
    owner_id: int | None
    __parent__: Any

    @property
    def __acl__(self) -> Any:
        return acl_of(self.grants, self.inherit, ROLES)


@st.composite
def places(draw: st.DrawFn) -> Place:
    """The lowest of up to four places; the root inherits from nothing."""
    place = None
    for level in range(draw(st.integers(1, 4))):
        inherit = bool(level) and draw(st.booleans())
        place = Place(draw(stored), inherit, draw(st.sampled_from((None, 1, 2))), place)
    assert place is not None
    return place


def request_of(held: set[str]) -> Any:
    """A request of account 1."""
    identity = SimpleNamespace(id=1)
    return SimpleNamespace(
        environ={},
        is_system=False, principals=tuple(held), identity=identity, now=None,
        registry={Roles: ROLES},
    )  # fmt: skip


def is_readable(grants: Any) -> bool:
    return grants is None or (
        isinstance(grants, dict) and all(isinstance(names, list) for names in grants.values())
    )


def may(place: Any, held: set[str], permission: str) -> bool:
    """The rule, plainly."""
    while place is not None:
        if not is_readable(place.grants):
            return False
        for token, roles in (place.grants or {}).items():
            known = [ROLES.roles[name].permissions for name in roles if name in ROLES.roles]
            if token in held and any(permission in permissions for permissions in known):
                return True
        if not place.inherit:
            return "role:admin" in held and permission in PERMISSIONS[:3]
        place = place.__parent__
    return False


def on_the_way(place: Any) -> Any:
    while place is not None:
        yield place
        place = place.__parent__


@given(places(), st.sets(st.sampled_from([token for token in TOKENS if token != "owner"])))
def test_case_117_every_way_to_ask_gives_the_answer_of_the_rule(
    place: Place, held: set[str]
) -> None:
    held = held | {"system.Everyone"}  # everybody holds it
    request, policy = request_of(held), SecurityPolicy()
    mine = held | ({"owner"} if place.owner_id == 1 else set())
    tokens = tokens_along(on_the_way(place), ROLES)
    closed = Place(grants_along(on_the_way(place)), False, place.owner_id, None)
    for permission in PERMISSIONS:
        expected = may(place, mine, permission)
        assert bool(policy.permits(request, place, permission)) == expected
        assert explain(request, place, permission).allowed == expected
        assert any((permission, token) in tokens for token in mine) == expected
        lets_in_admins = "role:admin" in mine
        assert lets_in_admins or may(closed, mine, permission) == expected


@given(places())
def test_what_decides_is_named_with_its_place(place: Place) -> None:
    """Taking away the grant that is named changes the reason, if not the answer."""
    request = request_of({"system.Everyone", "user:1", "group:1"})
    before = explain(request, place, "edit")
    if before.allowed:
        del before.place.grants[before.token]
        after = explain(request, place, "edit")
        assert (after.place is before.place and after.token == before.token) is False
