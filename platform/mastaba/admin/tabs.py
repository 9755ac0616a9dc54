"""The row of tabs that every screen about a node shows.

To add a tab, write its view with `config.add_admin_view(..., name=NAME, permission=PERMISSION)`
and add a line to `TABS`. A view that belongs to a tab without being one is named in `PARTS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mastaba.admin.addresses import contents_url, view_url
from mastaba.tree.publication import LIBRARY


@dataclass(frozen=True)
class Tab:
    """The view `name`, shown to those who have `permission`.

    `root`: the root has it too; `away`: it is no screen of the admin, but the page itself, which
    the library has none of; `without`: it is for those who do not have that permission.
    """

    name: str
    title: str
    permission: str
    root: bool = False
    away: bool = False
    without: str = ""


@dataclass(frozen=True)
class ShownTab:
    """A tab as the template reads it."""

    title: str
    url: str
    current: bool
    away: bool


TABS = (
    Tab("contents", "Contents", "enter", root=True),
    Tab("edit", "Edit", "edit"),
    Tab("look", "Page", "enter", without="edit"),
    Tab("preview", "Preview", "view_drafts", away=True),
    Tab("history", "History", "view_drafts"),
    Tab("usage", "Where used", "edit"),
    Tab("sharing", "Sharing", "share", root=True),
)
# View -> the tab it belongs to; a screen that belongs to none marks none.
PARTS = {
    "": "contents",
    "bulk": "contents",
    "bulk-copy": "contents",
    "reorder": "contents",
    "revision": "history",
    "compare": "history",
    "merge": "edit",
}
# The form of a page that does not exist yet is about no node.
WITHOUT = frozenset({"add"})


def tabs_of(request: Any, node: Any) -> list[ShownTab]:
    """What this person may open of `node`; empty where there is no choice."""
    if request.view_name in WITHOUT:
        return []
    here = PARTS.get(request.view_name, request.view_name)
    is_root = node.parent_id is None
    known = [tab for tab in TABS if not (tab.away and node.tree == LIBRARY)]
    shown = [tab for tab in known if (tab.root or not is_root) and _is_for(request, node, tab)]
    if len(shown) < 2:
        return []
    return [_shown(request, node, tab, here) for tab in shown]


def _is_for(request: Any, node: Any, tab: Tab) -> bool:
    may = request.has_permission
    return bool(may(tab.permission, node) and not (tab.without and may(tab.without, node)))


def _shown(request: Any, node: Any, tab: Tab, here: str) -> ShownTab:
    return ShownTab(tab.title, _url(request, node, tab.name), tab.name == here, tab.away)


def _url(request: Any, node: Any, name: str) -> str:
    return contents_url(request, node) if name == "contents" else view_url(request, node, name)
