"""The editors' front, below `/admin`: the same tree, with views that change it.

Lives here: the admin's layout and screens. Does not live here: any change of content (see
`mastaba.content.operations`). To add a screen, write a module in `views/` whose `includeme` calls
`config.add_admin_view(view, name=..., permission=...)`, a template that extends
`admin/layout.jinja2`, and name the module in `SCREENS`. The layout's own variables come from
`mastaba.admin.shell`; a view returns what its template's first comment lists.
"""

from __future__ import annotations

from typing import Any

from mastaba.tree.urls import is_site_root

ROUTE = "admin"
SCREENS = (
    "account",
    "block_file",
    "blocks",
    "bulk",
    "bulk_copy",
    "compare",
    "contents",
    "copy",
    "dashboard",
    "edit",
    "autosave",
    "errors",
    "export",
    "find",
    "groups",
    "history",
    "merge",
    "jobs",
    "look",
    "move",
    "outbox",
    "people",
    "privacy",
    "place",
    "placeholder",
    "plugins",
    "preview",
    "preview_links",
    "publication",
    "purge",
    "settings",
    "sharing",
    "trash",
    "trash_question",
    "tree",
    "unpublish",
    "undo",
    "usage",
)


def includeme(config: Any) -> None:
    """Register the front, its directive, templates and screens."""
    config.add_templates("admin", "mastaba.admin:templates")
    config.add_route(ROUTE, "/admin{traverse:(/.*)?}")
    config.add_directive("add_admin_view", add_admin_view)
    config.add_view_predicate("is_root", IsRoot)
    config.include("mastaba.admin.uploads")
    config.include("mastaba.admin.item_screens")
    config.include("mastaba.admin.edit_forms")
    config.include("mastaba.admin.slots")
    config.include("mastaba.admin.own_items")
    config.include("mastaba.admin.shell")
    for screen in SCREENS:
        config.include(f"mastaba.admin.views.{screen}")


def add_admin_view(config: Any, view: Any, *, permission: str = "enter", **options: Any) -> None:
    """Directive: `add_view` on the editors' front, with `enter` as the least permission."""
    config.add_view(view, route_name=ROUTE, permission=permission, **options)


class IsRoot:
    """View predicate `is_root=True`: the context is the root of the pages."""

    def __init__(self, wanted: bool, _info: Any) -> None:
        self.wanted = wanted

    def text(self) -> str:
        return f"is_root = {self.wanted}"

    phash = text

    def __call__(self, context: Any, _request: Any) -> bool:
        return (hasattr(context, "path") and is_site_root(context)) is self.wanted
