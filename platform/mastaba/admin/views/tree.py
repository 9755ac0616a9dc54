"""@@tree: one branch of the sidebar, as a fragment."""

from __future__ import annotations

from typing import Any

from mastaba.admin.entrance import add_root_view
from mastaba.admin.given import number
from mastaba.admin.sidebar import branch_of
from mastaba.tree.models import Node


def tree(context: Node, request: Any) -> dict[str, Any]:
    """The children of the context, or the next of them."""
    branch = branch_of(request, context, number(request.GET.get("beyond")))
    level = context.depth + 2  # the root is level 1, its children level 2
    return {
        "items": branch.children,
        "level": level,
        "more_url": branch.more_url,
        "all_url": branch.all_url,
    }


def includeme(config: Any) -> None:
    """Register the view."""
    options = {"context": Node, "name": "tree", "renderer": "admin/tree.jinja2"}
    config.add_admin_view(tree, is_root=False, shows="list", **options)
    add_root_view(config, tree, **options)
