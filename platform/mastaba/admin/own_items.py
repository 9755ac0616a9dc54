"""What the core puts into the slots of the admin."""

from __future__ import annotations

from typing import Any

from mastaba.admin.addresses import contents_url, tool_url
from mastaba.admin.slots import PANELS, TABS, TOOLS
from mastaba.content.types import ContentTypes
from mastaba.tree.kinds import is_missing
from mastaba.tree.publication import LIBRARY


def includeme(config: Any) -> None:
    """Put it there, in the order in which it is shown."""
    _add_tools(config)
    _add_tabs(config)
    for panel in ("drafts", "waiting", "recent"):
        config.add_slot_item(PANELS, f"core.{panel}", renderer=f"admin/panels/{panel}.jinja2")


def _add_tools(config: Any) -> None:
    def add(name: str, title: str, icon: str, **options: Any) -> None:
        url = tool_url(name)
        config.add_slot_item(TOOLS, f"core.{name}", title=title, icon=icon, url=url, **options)

    add("trash", "Trash", "trash-2", when=_may_trash_something)
    add("people", "People", "circle-user", permission="manage_people")
    add("groups", "Groups", "users", permission="manage_people")
    add("privacy", "Privacy", "lock", permission="manage_people")
    add("plugins", "Plugins", "puzzle", permission="manage_site")
    add("settings", "Settings", "settings-2", permission="manage_site")
    add("outbox", "Outbox", "mail", permission="manage_site")
    add("jobs", "Background work", "calendar-clock", permission="enter")


def _add_tabs(config: Any) -> None:
    def add(name: str, title: str, permission: str, **options: Any) -> None:
        options = {"url": f"@@{name}", "when": _is_below_the_root, **options}
        config.add_slot_item(TABS, f"core.{name}", title=title, permission=permission, **options)

    # `current`: views that belong to a tab without being one.
    lists = ("", "contents", "bulk", "bulk-copy", "reorder")
    add("contents", "Contents", "enter", url=_contents, current=lists, when=_may_hold_more)
    add("edit", "Edit", "edit", when=_has_text, current=("merge",))
    add("look", "Page", "enter", when=_is_read_only, current=("edit",))
    add("preview", "Preview", "view_drafts", when=_has_an_address, icon="external-link")
    add("history", "History", "view_drafts", current=("revision", "compare"))
    add("usage", "Where used", "edit")
    add("sharing", "Sharing", "share", when=None)


def _contents(node: Any, request: Any) -> str:
    return contents_url(request, node)


def _may_hold_more(node: Any, request: Any) -> bool:
    kind = request.registry[ContentTypes].get(node.type)
    return kind is None or not kind.is_leaf


def _is_below_the_root(node: Any, _request: Any) -> bool:
    return node.parent_id is not None


def _has_an_address(node: Any, request: Any) -> bool:
    return _has_text(node, request) and node.tree != LIBRARY


def _has_text(node: Any, request: Any) -> bool:
    """The root has none, and what belongs to a plugin that is off cannot be read."""
    return node.parent_id is not None and not is_missing(request, node)


def _is_read_only(node: Any, request: Any) -> bool:
    if node.parent_id is None:
        return False
    return is_missing(request, node) or not request.has_permission("edit", node)


def _may_trash_something(root: Any, request: Any) -> bool:
    """Here, or what they made themselves; the screen itself asks exactly."""
    may, place = request.has_permission, request.context
    here = place if hasattr(place, "path") else root
    return bool(may("trash", root) or may("trash", here) or may("create", root))
