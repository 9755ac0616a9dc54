"""Change who may do what on a node and below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.hold import hold
from mastaba.content.operations.revise import touch
from mastaba.events import record
from mastaba.security.roles import Roles
from mastaba.tree.locate import locate
from mastaba.tree.models import Node
from mastaba.tree.publication import TRASH
from mastaba.tree.rights import refresh_rights

Grants = Mapping[str, list[str]]


def share(request: Any, node: Node, grants: Grants | None, *, inherit: bool = True) -> None:
    """Set the node's own grants {token: [role, ...]} and whether it inherits from above.

    Raises `OperationError` for an undeclared role.
    """
    hold(request, node, "share")
    if node.tree == TRASH:
        raise OperationError(f"“{node.title}” is in the trash; take it out to change its rights.")
    roles: Roles = request.registry[Roles]
    _check_roles(grants or {}, roles)
    before = {"grants": node.grants, "inherit": node.inherit}
    node.grants = None if grants is None else {token: list(v) for token, v in grants.items()}
    node.inherit = inherit
    touch(request, node)
    refresh_rights(request.db, roles, node.site_id, node.tree, node.path)
    locate(request, node)
    record(request, "content.shared", node, before=before, grants=node.grants, inherit=inherit)


def _check_roles(grants: Grants, roles: Roles) -> None:
    named = {name for names in grants.values() for name in names}
    if unknown := named - set(roles.roles):
        raise OperationError(f"There is no role “{min(unknown)}”.")
