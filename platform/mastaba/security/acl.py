"""From what is stored on a node to the ACL that Pyramid reads on the lineage.

Stored: `grants` = {token: [role, ...]} (allow only) and `inherit`. An unreadable value denies.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from pyramid.authorization import DENY_ALL, Allow

from mastaba.security.principals import role_token
from mastaba.security.roles import Roles

log = logging.getLogger(__name__)

Acl = list[tuple[str, str, Any]]


def acl_of(grants: Any, inherit: bool, roles: Roles) -> Acl:
    """The ACL of one node; anything that cannot be read answers "nobody" and is logged."""
    try:
        acl = [(Allow, token, roles.expand(names)) for token, names in _checked(grants).items()]
    except (TypeError, ValueError, AttributeError):
        log.exception("unreadable grants %r: access denied", grants)
        return [DENY_ALL]
    return acl if inherit else [*acl, (Allow, *administrators(roles)), DENY_ALL]


def administrators(roles: Roles) -> tuple[str, frozenset[str]]:
    """Who is never locked out, and what they may do: a closed branch could not be opened again."""
    return role_token("admin"), roles.expand(["admin"])


def tokens_of(grants: Any, roles: Roles) -> set[tuple[str, str]] | None:
    """(permission, token) pairs of what is stored on one node; None when it cannot be read."""
    try:
        stored = _checked(grants).items()
        return {(right, token) for token, names in stored for right in roles.expand(names)}
    except (TypeError, ValueError, AttributeError):
        return None


def tokens_along(lineage: Iterable[Any], roles: Roles) -> set[tuple[str, str]]:
    """(permission, token) pairs that hold at the end of a lineage (nearest first)."""
    found: set[tuple[str, str]] = set()
    for place in lineage:
        own = tokens_of(place.grants, roles)
        if own is None:
            break
        found |= own
        if not place.inherit:
            token, permissions = administrators(roles)
            return found | {(permission, token) for permission in permissions}
    return found


def stored_grants(grants: Any) -> Mapping[str, list[str]] | None:
    """What is stored on one node; None when it cannot be read."""
    try:
        return _checked(grants)
    except TypeError:
        return None


def grants_along(lineage: Iterable[Any]) -> dict[str, list[str]]:
    """What holds at the end of a lineage (nearest first), as grants of a node that is closed.

    Each place has `grants` and `inherit`. Nothing counts from one on that cannot be read.
    """
    found: dict[str, list[str]] = {}
    for place in lineage:
        try:
            stored = _checked(place.grants)
        except TypeError:
            break
        for token, names in stored.items():
            found[token] = sorted({*found.get(token, ()), *names})
        if not place.inherit:
            break
    return found


def _checked(grants: Any) -> Mapping[str, list[str]]:
    if grants is None:
        return {}
    if not isinstance(grants, Mapping):
        raise TypeError("grants must map tokens to roles")
    if not all(isinstance(names, list) for names in grants.values()):
        raise TypeError("each token needs a list of roles")
    return grants
