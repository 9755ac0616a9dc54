"""Who may change people."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden

from mastaba.security.guard import allow
from mastaba.security.roles import Roles

ADMIN = "admin"
MANAGE = "manage_people"


def allow_managing(request: Any) -> None:
    """Return when the requester may change people, by the rights of the site's root.

    Outside the web there is no root: then the requester's site-wide role decides. Raises
    `HTTPForbidden`.
    """
    root = getattr(request, "root", None)
    if root is not None:
        allow(request, root, MANAGE)
    elif not request.is_system and MANAGE not in _role_permissions(request):
        raise HTTPForbidden(f"You may not do this here: it needs “{MANAGE}”.")


def _role_permissions(request: Any) -> frozenset[str]:
    roles: Roles = request.registry[Roles]
    return roles.expand([request.identity.role] if request.identity else [])


def guard_admin_role(request: Any, *roles: str) -> None:
    """Only an administrator makes, unmakes or suspends administrators (case 124)."""
    may = request.is_system or (request.identity is not None and request.identity.role == ADMIN)
    if ADMIN in roles and not may:
        raise HTTPForbidden("Only an administrator can do this with an administrator.")
