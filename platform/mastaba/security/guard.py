"""The one way to ask for a permission."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden


def allow(request: Any, resource: Any, permission: str) -> None:
    """Return when the requester may; otherwise raise `HTTPForbidden` naming the permission."""
    answer = request.has_permission(permission, resource)
    if not answer:
        raise HTTPForbidden(f"You may not do this here: it needs “{permission}”.", result=answer)
