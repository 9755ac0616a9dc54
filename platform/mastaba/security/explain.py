"""Why somebody may do something, or may not: the policy's walk once more, told step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.location import lineage

from mastaba.security.acl import administrators, stored_grants
from mastaba.security.identity import Identity
from mastaba.security.membership import tokens_of_person
from mastaba.security.policy import alternatives
from mastaba.security.principals import EVERYONE, OWNER
from mastaba.security.roles import Roles

GRANTED = "granted"
ADMINISTRATOR = "administrator"
NOBODY = "nobody"  # no place up to the root grants it
CLOSED = "closed"  # a place on the way does not inherit
UNREADABLE = "unreadable"  # what a place stores cannot be read
SYSTEM = "system"


@dataclass(frozen=True)
class Explanation:
    """What decides: the grant of `roles` to `token` at `place`, or the place where it ends."""

    allowed: bool
    reason: str
    permission: str
    place: Any = None
    token: str = ""
    roles: tuple[str, ...] = ()


def explain(request: Any, node: Any, permission: str) -> Explanation:
    """Why the requester has `permission` on a located node, or has not."""
    if request.is_system:
        return Explanation(True, SYSTEM, permission)
    return _first(request, node, permission, request.principals, request.identity)


def explain_for(request: Any, node: Any, permission: str, person: Identity | None) -> Explanation:
    """The same for somebody else; None is a visitor. Asks no permission of the requester."""
    tokens = (EVERYONE,) if person is None else tokens_of_person(request.db, person)
    return _first(request, node, permission, tokens, person)


def seen_by_everybody(request: Any, node: Any) -> bool:
    """Whether visitors may see a located node now: caches may share what is answered about it."""
    return explain_for(request, node, "view", None).allowed


def _first(
    request: Any, node: Any, permission: str, tokens: tuple[str, ...], person: Identity | None
) -> Explanation:
    owner = person is not None and getattr(node, "owner_id", None) == person.id
    held = {*tokens, OWNER} if owner else set(tokens)
    roles: Roles = request.registry[Roles]
    found = [_walk(node, name, held, roles) for name in alternatives(request, node, permission)]
    return next((one for one in found if one.allowed), found[-1])


def _walk(node: Any, permission: str, held: set[str], roles: Roles) -> Explanation:
    place = None
    for place in lineage(node):
        if not hasattr(place, "inherit"):
            continue
        stored = stored_grants(place.grants)
        if stored is None:
            return Explanation(False, UNREADABLE, permission, place)
        for token, names in stored.items():
            giving = tuple(name for name in names if permission in roles.expand([name]))
            if token in held and giving:
                return Explanation(True, GRANTED, permission, place, token, giving)
        if not place.inherit:
            return _closed(place, permission, held, roles)
    return Explanation(False, NOBODY, permission, place)


def _closed(place: Any, permission: str, held: set[str], roles: Roles) -> Explanation:
    token, permissions = administrators(roles)
    if token in held and permission in permissions:
        return Explanation(True, ADMINISTRATOR, permission, place, token, ("admin",))
    reason = NOBODY if place.__parent__ is None else CLOSED
    return Explanation(False, reason, permission, place)
