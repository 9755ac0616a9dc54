"""The slots of the admin: the tools in the sidebar, the tabs of a page, the overview, the menus.

What the core itself shows there is in `own_items.py`, put there like a plugin's.
"""

from __future__ import annotations

from typing import Any

TOOLS, TABS, PANELS, ACTIONS = "admin.tools", "admin.tabs", "admin.dashboard", "admin.node_actions"
HEAD, PLACES, VERSIONS = "admin.head", "admin.places", "admin.versions"
SLOTS = (
    (
        HEAD,
        "Head of the admin",
        "At the end of `<head>` of every screen behind the log-in: a style sheet, a module.",
        "The page, or the root of the pages.",
    ),
    (PLACES, "Places", "Entries below Pages and Library.", "The root of the pages."),
    (TOOLS, "Tools", "Entries at the foot of the sidebar.", "The root of the pages."),
    (
        TABS,
        "Tabs of a page",
        "Entries above every screen about a page; their icon says that they lead elsewhere.",
        "The page.",
    ),
    (
        PANELS,
        "Panels of the overview",
        "Pieces of HTML, each a `<section class=panel>`, side by side where there is room.",
        "The root of the pages.",
    ),
    (
        ACTIONS,
        "Actions of a page",
        "Entries of the menu “More actions” where a page is edited, and beside its list.",
        "The page.",
    ),
    (
        VERSIONS,
        "Versions",
        "Above the fields of a version, and of two that are compared: what they looked like. "
        "Templates get `numbers`, the older first.",
        "The page.",
    ),
)


def includeme(config: Any) -> None:
    """Declare them."""
    for name, title, description, context in SLOTS:
        config.add_slot(name, title=title, description=description, context=context)
