"""Addresses of the admin's own screens."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from mastaba.tree.publication import is_shown
from mastaba.tree.urls import TOOLS, is_site_root

HOME = "/admin/"


def contents_url(request: Any, node: Any) -> str:
    """Where the pages below `node` are listed; the site root's own address is the overview."""
    view = "contents" if is_site_root(node) else ""
    return str(request.node_url(node, view, front="admin"))


def public_url(request: Any, node: Any) -> str | None:
    """Where visitors read `node` now; None for what is not public, or has no address."""
    return request.node_url(node) or None if is_shown(request, node) else None


def edit_url(request: Any, node: Any) -> str:
    """Where `node` is edited; the root has no text, so its list is shown."""
    if node.path == "/":
        return contents_url(request, node)
    return view_url(request, node, "edit")


def view_url(request: Any, node: Any, view: str, **query: Any) -> str:
    """An admin view of `node`, with a query."""
    address = request.node_url(node, view, front="admin")
    return f"{address}?{urlencode(query)}" if query else str(address)


def tool_url(name: str) -> str:
    """A screen that is not about one page, such as `people`."""
    return f"{TOOLS}/{name}"
