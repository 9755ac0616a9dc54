"""The pages before the log-in: log in, log out, set a password, make the first account.

They have routes of their own and a context without rights, so they work while the tree is
closed to everybody. Each form field is read as text; anything else counts as empty.
"""

from __future__ import annotations

from typing import Any

from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.traversal import ResourceTreeTraverser

from mastaba.security.roles import Roles


class Entrance:
    """Context of the pages before the log-in: not a place in the tree."""

    __name__ = ""
    __parent__ = None

    def __init__(self, _request: Any) -> None: ...


def text(request: Any, name: str) -> str:
    """A submitted field as text; "" when it is missing, doubled or a file."""
    values = request.POST.getall(name)
    return values[0] if len(values) == 1 and isinstance(values[0], str) else ""


def home_of(request: Any) -> str:
    """Where a person begins after the log-in: the editors' front for who may enter it anywhere."""
    roles: Roles = request.registry[Roles]
    enters = "enter" in roles.expand([request.identity.role]) or enters_a_branch(request)
    return "/admin/" if enters else "/"


def enters_a_branch(request: Any) -> bool:
    """Whether this person may use the editors' screens somewhere; one statement."""
    return bool(request.catalog().visible().visible("enter").only("id").rows(1))


def add_entrance(config: Any, name: str, path: str) -> None:
    """A route whose views need no permission."""
    config.add_route(name, path, factory=Entrance)


def add_entrance_view(config: Any, view: Any, *, route: str, method: str, **options: Any) -> None:
    """A view of such a route."""
    config.add_view(
        view,
        route_name=route,
        request_method=method,
        permission=NO_PERMISSION_REQUIRED,
        shows="nothing",
        writes_because="it is about one's own log-in",
        **options,
    )


def includeme(config: Any) -> None:
    """Register every page."""
    config.add_traverser(ResourceTreeTraverser, Entrance)
    for module in ("log_in", "log_out", "links", "continue_as"):
        config.include(f"mastaba.security.views.{module}")
