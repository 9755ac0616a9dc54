"""Change who may do what on a node and below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from pyramid.location import lineage

from mastaba.content.audience import sharing_change
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.escalation import refuse_more_than_own
from mastaba.content.operations.hold import hold
from mastaba.content.operations.revise import touch
from mastaba.content.operations.where_shown import allow_other_viewers
from mastaba.events import record
from mastaba.security.acl import grants_along, stored_grants
from mastaba.security.guard import allow
from mastaba.security.roles import Roles
from mastaba.tree.locate import locate
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import Node
from mastaba.tree.publication import TRASH
from mastaba.tree.rights import refresh_rights

Grants = Mapping[str, list[str]]


def share(request: Any, node: Node, grants: Grants | None, *, inherit: bool = True) -> None:
    """Set the node's own grants {token: [role, ...]} and whether it inherits from above.

    Raises `OperationError` for an undeclared role, `HTTPForbidden` for rights that the requester
    does not have here.
    """
    _hold(request, node)
    _store(request, node, grants, inherit)


def share_as(request: Any, node: Node, place: Node) -> None:
    """Let those and only those see and change the node who may at `place` now.

    Later changes there do not count. Raises as `share` does.
    """
    share(request, node, grants_along(lineage(place)), inherit=False)


def grant(request: Any, node: Node, token: str, roles: Iterable[str]) -> None:
    """Set the roles that one token has by this node itself; none takes them away.

    Raises as `share` does.
    """
    _hold(request, node)
    _store(request, node, granting(node, token, roles), node.inherit)


def set_inherit(request: Any, node: Node, inherit: bool) -> None:
    """Say whether the rights of the place above hold here too. Raises as `share` does."""
    _hold(request, node)
    own = stored_grants(node.grants)  # None for what cannot be read, too
    _store(request, node, own or None, inherit)


def granting(node: Node, token: str, roles: Iterable[str]) -> dict[str, list[str]] | None:
    """The node's grants with those of one token set anew; None when nothing is left of them."""
    others = {t: v for t, v in (stored_grants(node.grants) or {}).items() if t != token}
    names = list(dict.fromkeys(roles))
    return ({**others, token: names} if names else others) or None


def _hold(request: Any, node: Node) -> None:
    """Meanwhile nobody adds pages or changes rights below: those would keep the old ones."""
    allow(request, node, "share")
    tree_lock(request.db, exclusive=True)
    hold(request, node, "share")


def _store(request: Any, node: Node, grants: Grants | None, inherit: bool) -> None:
    if node.tree == TRASH:
        raise OperationError(f"“{node.title}” is in the trash; take it out to change its rights.")
    roles: Roles = request.registry[Roles]
    _check_roles(grants or {}, roles)
    before = {"grants": node.grants, "inherit": node.inherit}
    refuse_more_than_own(request, node, stored_grants(node.grants) or {}, grants or {})
    change = partial(sharing_change, request, node, grants, inherit=inherit)
    allow_other_viewers(request, node, change)
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
