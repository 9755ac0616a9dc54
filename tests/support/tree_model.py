"""A tree in plain Python: what the operations should have made, and who may do what in it.

Written from the rules (docs/decisions/001, 010), not from the code: no ORM, no SQL, no paths. A
node is a place in a dictionary; every question is answered by walking up to the root.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Grants = dict[str, list[str]]


@dataclass(frozen=True)
class Persona:
    """Who asks: the tokens held, and the account that nodes can belong to."""

    name: str
    tokens: frozenset[str]
    account_id: int | None = None


@dataclass
class Place:
    """A node; `home` is what it had before it was put into the trash."""

    uid: str
    parent: str | None
    slug: str
    tree: str = "site"
    state: str = "draft"
    begins: datetime | None = None
    ends: datetime | None = None
    grants: Grants | None = None
    inherit: bool = True
    owner: int | None = None
    home: dict[str, Any] = field(default_factory=dict)


class TreeModel:
    """The nodes by uid, and the permissions of every role."""

    def __init__(self, roles: dict[str, frozenset[str]]) -> None:
        self.roles = roles
        self.places: dict[str, Place] = {}

    def up(self, place: Place) -> Iterator[Place]:
        """The place and everything above it."""
        while True:
            yield place
            if place.parent is None:
                return
            place = self.places[place.parent]

    def below(self, place: Place) -> list[Place]:
        """The place and everything below it."""
        return [p for p in self.places.values() if any(a is place for a in self.up(p))]

    def children(self, place: Place) -> list[Place]:
        return [p for p in self.places.values() if p.parent == place.uid]

    def child(self, place: Place, slug: str) -> Place | None:
        return next((p for p in self.children(place) if p.slug == slug), None)

    def path(self, place: Place) -> str:
        slugs = [p.slug for p in self.up(place)][:-1]
        return "/" + "/".join(reversed(slugs))

    def is_public(self, place: Place, now: datetime) -> bool:
        return (
            place.state == "published"
            and place.tree != "trash"
            and (place.begins is None or place.begins <= now)
            and (place.ends is None or now < place.ends)
        )

    def may(self, who: Persona, permission: str, place: Place, now: datetime) -> bool:
        """Whether `who` may: what is not public is for those who may see drafts."""
        if permission != "view":
            return self._granted(who, permission, place)
        seen = self.is_public(place, now) and self._granted(who, "view", place)
        return seen or self._granted(who, "view_drafts", place)

    def visible(self, who: Persona, permission: str, tree: str, now: datetime) -> set[str]:
        """Uids of the places of a tree on which `who` has the permission."""
        every = self.places.values()
        return {p.uid for p in every if p.tree == tree and self.may(who, permission, p, now)}

    def rights(self, place: Place) -> Grants:
        """What everybody is given at a place, by its own grants and those above it."""
        found: dict[str, set[str]] = {}
        for above in self.up(place):
            for token, names in (above.grants or {}).items():
                found.setdefault(token, set()).update(names)
            if not above.inherit:
                break
        return {token: sorted(names) for token, names in found.items()}

    def _granted(self, who: Persona, permission: str, place: Place) -> bool:
        closed = any(not above.inherit for above in self.up(place))
        if closed and "role:admin" in who.tokens and permission in self.roles["admin"]:
            return True  # administrators are never locked out
        held = set(who.tokens)
        if place.owner is not None and place.owner == who.account_id:
            held.add("owner")
        given = self.rights(place)
        return any(permission in self._permissions(given.get(token, [])) for token in held)

    def _permissions(self, names: list[str]) -> frozenset[str]:
        return frozenset().union(*(self.roles.get(name, frozenset()) for name in names))

    def widens(self, there: Place, here: Place) -> bool:
        """Whether somebody is given more at `there` than at `here`."""
        now = self.rights(here)
        return any(
            self._permissions(names) - self._permissions(now.get(token, []))
            for token, names in self.rights(there).items()
        )

    def trash(self, place: Place, bin_root: Place, path: str) -> None:
        """Under the trash it keeps the rights it had by its place."""
        place.home = {"parent": place.parent, "path": path, "slug": place.slug,
                      "grants": place.grants, "inherit": place.inherit}  # fmt: skip
        if place.inherit:
            place.grants, place.inherit = self.rights(place), False
        place.parent, place.slug = bin_root.uid, place.uid
        for inner in self.below(place):
            inner.tree = "trash"

    def restore(self, place: Place, parent: Place, slug: str) -> None:
        """Its own rights again, unless somebody would gain some below a strange parent."""
        was, place.home = place.home, {}
        if was["parent"] == parent.uid or not self.widens(parent, place):
            place.grants, place.inherit = was["grants"], was["inherit"]
        place.parent, place.slug = parent.uid, slug
        for inner in self.below(place):
            inner.tree = "site"
