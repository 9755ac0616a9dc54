"""The derived columns of a whole tree, computed in memory from `parent_id`, `slug`, `grants`.

An independent second way to the same values: the operations derive them in SQL, subtree by
subtree. `mastaba check` compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.security.acl import administrators, tokens_of
from mastaba.security.roles import Roles
from mastaba.tree.models import Node
from mastaba.tree.paths import ROOT, depth, join

Tokens = set[tuple[str, str]]


class Derived(NamedTuple):
    """What follows for a node from its parent."""

    path: str
    depth: int
    tree: str
    acl_id: int


class Place(NamedTuple):
    """The columns of one node that matter here."""

    id: int
    site_id: int
    parent_id: int | None
    slug: str
    path: str
    depth: int
    tree: str
    acl_id: int | None
    grants: dict[str, list[str]] | None
    inherit: bool

    def fits(self, want: Derived) -> bool:
        """Whether the derived columns are stored as they should be."""
        return (self.path, self.depth, self.tree, self.acl_id) == want

    @property
    def is_bearer(self) -> bool:
        """Whether rights begin here: with grants of its own, without inheritance, at the root."""
        return self.grants is not None or not self.inherit or self.parent_id is None


def read_places(session: Session) -> dict[int, Place]:
    """Every node of every site and tree, by id."""
    table: Any = Node.__table__
    rows = session.execute(select(*(table.c[name] for name in Place._fields)))
    return {row.id: Place(*row) for row in rows}


def derive(places: dict[int, Place]) -> dict[int, Derived]:
    """Derived columns of all nodes below a root, parents first."""
    found: dict[int, Derived] = {}
    for place in _from_the_roots(places):
        above = None if place.parent_id is None else found[place.parent_id]
        path = ROOT if above is None else join(above.path, place.slug)
        acl_id = place.id if above is None or place.is_bearer else above.acl_id
        found[place.id] = Derived(path, depth(path), above.tree if above else place.tree, acl_id)
    return found


def effective_tokens(
    places: dict[int, Place], derived: dict[int, Derived], roles: Roles
) -> dict[int, Tokens]:
    """(permission, token) pairs of every bearer, those it inherits included."""
    found: dict[int, Tokens] = {}
    for key, want in derived.items():
        if want.acl_id == key:
            place = places[key]
            parent = derived.get(place.parent_id or 0)
            inherited = found[parent.acl_id] if parent else set()
            own = tokens_of(place.grants, roles)
            above = inherited if place.inherit else _administrators(roles)
            found[key] = set() if own is None else above | own
    return found


def _administrators(roles: Roles) -> Tokens:
    token, permissions = administrators(roles)
    return {(permission, token) for permission in permissions}


def _from_the_roots(places: dict[int, Place]) -> Iterator[Place]:
    children: dict[int | None, list[Place]] = {}
    for place in places.values():
        children.setdefault(place.parent_id, []).append(place)
    waiting = children.get(None, [])
    while waiting:
        yield from waiting
        waiting = [child for place in waiting for child in children.get(place.id, [])]
