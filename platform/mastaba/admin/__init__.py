"""The editors' front, below `/admin`: the same tree, with views that change it.

Lives here: the admin's layout and screens. Does not live here: any change of content (see
`mastaba.content.operations`). To add a screen, write a module in `views/` and register it with
`config.add_admin_view(view, name=..., permission=...)`.
"""

from __future__ import annotations

from typing import Any

ROUTE = "admin"


def includeme(config: Any) -> None:
    """Register the front, its directive, templates and screens."""
    config.add_templates("admin", "mastaba.admin:templates")
    config.add_route(ROUTE, "/admin{traverse:(/.*)?}")
    config.add_directive("add_admin_view", add_admin_view)


def add_admin_view(config: Any, view: Any, *, permission: str = "enter", **options: Any) -> None:
    """Directive: `add_view` on the editors' front, with `enter` as the least permission."""
    config.add_view(view, route_name=ROUTE, permission=permission, **options)
