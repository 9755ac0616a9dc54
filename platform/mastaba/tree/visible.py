"""The rule of `SecurityPolicy` on nodes, once more as SQL, so that lists are filtered there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from mastaba.tree.models import AclGrant, Node
from mastaba.tree.publication import LIVE, PUBLISHED


def public_clause(now: datetime) -> ColumnElement[bool]:
    """`is_public` as a predicate on `node`."""
    return and_(
        Node.state == PUBLISHED,
        Node.tree == LIVE,
        or_(Node.published_at.is_(None), Node.published_at <= now),
        or_(Node.expires_at.is_(None), Node.expires_at > now),
    )


def granted_clause(principals: Sequence[str], permission: str) -> ColumnElement[bool]:
    """Nodes whose rights give `permission` to any of `principals`."""
    return Node.acl_id.in_(
        select(AclGrant.acl_id).where(
            AclGrant.permission == permission, AclGrant.token.in_(principals)
        )
    )


def visible_clause(
    principals: Sequence[str], now: datetime, permission: str = "view"
) -> ColumnElement[bool]:
    """Nodes on which the holder of `principals` has `permission` at `now`."""
    if permission != "view":
        return granted_clause(principals, permission)
    return or_(
        and_(public_clause(now), granted_clause(principals, "view")),
        granted_clause(principals, "view_drafts"),
    )
