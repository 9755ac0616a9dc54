"""Nobody gives more than they have: who may change rights cannot raise themselves by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from pyramid.location import lineage
from sqlalchemy import select
from sqlalchemy.orm import aliased

from mastaba.security.acl import tokens_along
from mastaba.security.models import AccountGroup
from mastaba.security.principals import OWNER, group_token
from mastaba.security.roles import Roles
from mastaba.tree.models import AclGrant, Node

MORE = "You can only give rights that you have here yourself."
MORE_IN_GROUP = "This group has rights that you do not have. Ask an administrator to do this."


def refuse_more_than_own(
    request: Any,
    node: Node,
    before: Mapping[str, Iterable[str]],
    after: Mapping[str, Iterable[str]],
) -> None:
    """Raise `HTTPForbidden` when `after` gives somebody what the requester may not do here."""
    roles: Roles = request.registry[Roles]
    given: set[str] = set()
    for token, names in after.items():
        given |= roles.expand(names) - roles.expand(before.get(token, ()))
    _refuse_unless_all(request, node, given)


def refuse_more_than_owners(request: Any, node: Node) -> None:
    """Raise `HTTPForbidden` when the owner of `node` may do here what the requester may not."""
    held = tokens_along(lineage(node), request.registry[Roles])
    _refuse_unless_all(request, node, {right for right, token in held if token == OWNER})


def _refuse_unless_all(request: Any, node: Node, permissions: set[str]) -> None:
    if not all(request.has_permission(permission, node) for permission in sorted(permissions)):
        raise HTTPForbidden(MORE)


def refuse_strange_group(request: Any, group: AccountGroup) -> None:
    """Raise `HTTPForbidden` when the group may do something that the requester may not."""
    if request.is_system:
        return
    own = aliased(AclGrant)
    has_it_too = (
        select(own.acl_id)
        .where(
            own.acl_id == AclGrant.acl_id,
            own.permission == AclGrant.permission,
            own.token.in_(request.principals),
        )
        .exists()
    )
    more = select(AclGrant.acl_id).where(AclGrant.token == group_token(group.uid), ~has_it_too)
    if request.db.scalar(more.limit(1)) is not None:
        raise HTTPForbidden(MORE_IN_GROUP)
