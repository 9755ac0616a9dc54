"""From what is stored on a node to the ACL that Pyramid reads on the lineage.

Stored: `grants` = {token: [role, ...]} (allow only) and `inherit`. An unreadable value denies.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
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


def _checked(grants: Any) -> Mapping[str, list[str]]:
    if grants is None:
        return {}
    if not isinstance(grants, Mapping):
        raise TypeError("grants must map tokens to roles")
    if not all(isinstance(names, list) for names in grants.values()):
        raise TypeError("each token needs a list of roles")
    return grants
