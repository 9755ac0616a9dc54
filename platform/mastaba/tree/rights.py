"""Derived rights: `acl_id` (nearest bearer) and `acl_grant` (its effective tokens).

A bearer is a node with `grants` of its own or with `inherit` switched off. There are few of them,
so a subtree is recomputed bearer by bearer, the highest first.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from mastaba.security.acl import administrators, tokens_of
from mastaba.security.roles import Roles
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.paths import subtree_bounds

Tokens = set[tuple[str, str]]


def in_subtree(site_id: int, tree: str, path: str) -> Any:
    """Predicate: `path` itself and everything below it."""
    low, high = subtree_bounds(path)
    return and_(
        Node.site_id == site_id,
        Node.tree == tree,
        or_(Node.path == path, and_(Node.path >= low, Node.path < high)),
    )


def refresh_rights(session: Session, roles: Roles, site_id: int, tree: str, path: str) -> None:
    """Recompute `acl_id` and `acl_grant` for the subtree at `path`."""
    session.flush()
    above = _bearer_above(session, site_id, tree, path)
    session.execute(
        update(Node).where(in_subtree(site_id, tree, path)).values(acl_id=above),
        execution_options={"synchronize_session": False},
    )
    _forget_former_bearers(session, site_id, tree, path)
    for bearer in _bearers(session, site_id, tree, path):
        above_it = _tokens_above(session, site_id, tree, bearer.path)
        inherited = above_it if bearer.inherit else _administrators(roles)
        own = tokens_of(bearer.grants, roles)
        _claim_subtree(session, site_id, tree, bearer)
        _store(session, bearer.id, set() if own is None else inherited | own)
    session.expire_all()


def renew_grants(session: Session, roles: Roles) -> None:
    """Recompute `acl_grant` of every tree where what roles mean has changed with a release."""
    above = aliased(Node.__table__)
    bearers = session.execute(
        select(Node.id, Node.grants, Node.inherit, above.c.acl_id.label("above"))
        .outerjoin(above, above.c.id == Node.parent_id)
        .where(Node.acl_id == Node.id)
        .order_by(Node.depth)
    )
    found: dict[int, Tokens] = {}
    for bearer in bearers.all():
        above_it = found.get(bearer.above, set())
        own = tokens_of(bearer.grants, roles)
        inherited = above_it if bearer.inherit else _administrators(roles)
        found[bearer.id] = set() if own is None else inherited | own
        _store(session, bearer.id, found[bearer.id])


def _forget_former_bearers(session: Session, site_id: int, tree: str, path: str) -> None:
    former = select(Node.id).where(in_subtree(site_id, tree, path), ~_is_bearer())
    session.execute(delete(AclGrant).where(AclGrant.acl_id.in_(former)))


def _is_bearer() -> Any:
    return or_(Node.grants.is_not(None), Node.inherit.is_(False), Node.path == "/")


def _bearers(session: Session, site_id: int, tree: str, path: str) -> list[Any]:
    return list(
        session.execute(
            select(Node.id, Node.path, Node.grants, Node.inherit)
            .where(in_subtree(site_id, tree, path), _is_bearer())
            .order_by(Node.depth)
        )
    )


def _bearer_above(session: Session, site_id: int, tree: str, path: str) -> int | None:
    if path == "/":
        return None
    parent = path.rpartition("/")[0] or "/"
    return session.scalar(
        select(Node.acl_id).where(Node.site_id == site_id, Node.tree == tree, Node.path == parent)
    )


def _tokens_above(session: Session, site_id: int, tree: str, path: str) -> Tokens:
    above = _bearer_above(session, site_id, tree, path)
    rows = session.execute(
        select(AclGrant.permission, AclGrant.token).where(AclGrant.acl_id == above)
    )
    return {(row.permission, row.token) for row in rows}


def _administrators(roles: Roles) -> Tokens:
    token, permissions = administrators(roles)
    return {(permission, token) for permission in permissions}


def _claim_subtree(session: Session, site_id: int, tree: str, bearer: Any) -> None:
    session.execute(
        update(Node).where(in_subtree(site_id, tree, bearer.path)).values(acl_id=bearer.id),
        execution_options={"synchronize_session": False},
    )


def _store(session: Session, acl_id: int, tokens: Tokens) -> None:
    session.execute(delete(AclGrant).where(AclGrant.acl_id == acl_id))
    rows = [{"acl_id": acl_id, "permission": p, "token": t} for p, t in sorted(tokens)]
    if rows:
        session.execute(insert(AclGrant), rows)
