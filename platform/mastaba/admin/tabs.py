"""The row of tabs that every screen about a node shows: the entries of the slot `admin.tabs`."""

from __future__ import annotations

from typing import Any

from mastaba.admin.slots import TABS
from mastaba.slots import Entry, entries_of

# The form of a page that does not exist yet is about no node.
WITHOUT = frozenset({"add"})


def tabs_of(request: Any, node: Any) -> list[Entry]:
    """What this person may open of `node`; empty where there is no choice."""
    if request.view_name in WITHOUT:
        return []
    shown = entries_of(request, TABS, node)
    return shown if len(shown) > 1 else []
