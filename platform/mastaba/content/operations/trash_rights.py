"""Rights of what is in the trash: those it had where it lay.

The trash is one place for all branches. A page of a closed branch must not be seen there by more
people than before, nor come back into the open when its branch is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.location import lineage

from mastaba.security.acl import grants_along
from mastaba.security.roles import Roles
from mastaba.tree.models import Node


def freeze_rights(node: Node) -> None:
    """Write the rights that `node` has by its place onto it; what it had of its own is kept."""
    node.trashed_rights = {
        "grants": node.grants,
        "inherit": node.inherit,
        "parent": node.__parent__.uid,
        "order": node.order_key,
        "tree": node.tree,
    }
    if node.inherit:
        node.grants, node.inherit = grants_along(lineage(node)), False


def give_back_rights(request: Any, node: Node, parent: Node) -> None:
    """Its own rights again, unless somebody would gain some below a strange `parent`."""
    was, roles = node.trashed_rights or {}, request.registry[Roles]
    at_home = was.get("parent") == parent.uid
    if at_home or not _gains(grants_along(lineage(parent)), node.grants or {}, roles):
        node.grants, node.inherit = was.get("grants"), was.get("inherit", True)
    node.trashed_rights = None


def _gains(there: Mapping[str, Any], here: Mapping[str, Any], roles: Roles) -> bool:
    return any(
        roles.expand(names) - roles.expand(here.get(token, ())) for token, names in there.items()
    )
