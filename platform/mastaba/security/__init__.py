"""Security: who is asking, what they may do, and what is refused before anything runs.

Lives here: accounts, log-in sessions, roles and permissions, the ACL rule, the guard, CSRF,
ingress checks and security headers. Does not live here: which node is public (see
`mastaba.tree`). To add a permission call `config.declare_permission(name, title, roles=...)`.
"""

from __future__ import annotations

from typing import Any

from mastaba.security.policy import SecurityPolicy, is_system, principals_of
from mastaba.security.roles import Roles, declare_permission, declare_role
from mastaba.security.sessions import PRUNE_EVERY, prune_sessions


def includeme(config: Any) -> None:
    """Register policy, roles and permissions."""
    config.registry[Roles] = Roles()
    config.add_directive("declare_permission", declare_permission)
    config.add_directive("declare_role", declare_role)
    config.set_security_policy(SecurityPolicy())
    config.add_request_method(principals_of, "principals", reify=True)
    config.add_request_method(is_system, "is_system", property=True)
    config.include("mastaba.security.permissions")
    config.include("mastaba.security.csrf")
    config.include("mastaba.security.visitor_forms")
    config.include("mastaba.security.ingress")
    config.include("mastaba.security.subpath")
    config.include("mastaba.security.methods")
    config.include("mastaba.security.passwords")
    config.include("mastaba.security.attempts")
    config.include("mastaba.security.checks")
    config.include("mastaba.security.views")
    config.add_periodic("core.prune_sessions", prune_sessions, every=PRUNE_EVERY)
