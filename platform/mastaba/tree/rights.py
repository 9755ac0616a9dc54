"""Derived rights: `acl_id` (nearest bearer) and `acl_grant` (its effective tokens).

A bearer is a node with `grants` of its own or with `inherit` switched off. There are few of them,
so a subtree is recomputed bearer by bearer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from mastaba.db.plan import Unindexed
from mastaba.security.acl import administrators, tokens_of
from mastaba.security.roles import Roles
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.paths import ROOT, subtree_bounds

Tokens = set[tuple[str, str]]
CHUNK = 500  # ids in one statement
BEARING = or_(Node.grants.is_not(None), Node.inherit.is_(False))  # the words of `ix_node_bearing`
_QUIETLY = {"synchronize_session": False}


def in_subtree(site_id: int, tree: str, path: str, *, indexed: bool = True) -> Any:
    """Predicate: `path` itself and everything below it; a range of the index of paths.

    `indexed` False is for rows that are found by something else.
    """
    low, high = subtree_bounds(path)
    own = [column if indexed else Unindexed(column) for column in (Node.site_id, Node.tree)]
    place = or_(Node.path == path, Node.path >= low)
    return and_(own[0] == site_id, own[1] == tree, Node.path >= path, Node.path < high, place)


def refresh_rights(session: Session, roles: Roles, site_id: int, tree: str, path: str) -> None:
    """Recompute `acl_id` and `acl_grant` for the subtree at `path`; only what differs is written.

    A row is wrong when it names no bearer of the subtree, or, below a new bearer, the one that
    the new one itself still names.
    """
    session.flush()
    subtree = in_subtree(site_id, tree, path)
    above = _bearer_above(session, site_id, tree, path)
    bearers = _bearers(session, subtree, path)
    strangers = _named(session, subtree, path) - {bearer.id for bearer in bearers}
    for bearer in reversed(bearers):  # the deepest first, which leave the rest to those above
        wrong = strangers | ({bearer.acl_id} - {bearer.id})
        _claim(session, in_subtree(site_id, tree, bearer.path), wrong, bearer.id)
    _claim(session, subtree, strangers - {above}, above)
    _forget_former_bearers(session, site_id, tree, path)
    _store_all(session, _effective(bearers, _tokens_of(session, above), roles))
    session.expire_all()


def _bearers(session: Session, subtree: Any, path: str) -> list[Any]:
    """Those in the subtree, the highest first; a root is one whatever it says."""
    columns = (Node.id, Node.path, Node.grants, Node.inherit, Node.acl_id)
    found = session.execute(select(*columns).where(subtree, BEARING).order_by(Node.depth)).all()
    if path == ROOT and not (found and found[0].path == ROOT):
        return [*session.execute(select(*columns).where(subtree, Node.path == ROOT)), *found]
    return list(found)


def _named(session: Session, subtree: Any, path: str) -> set[int | None]:
    """Every `acl_id` in the subtree; for a whole tree those of all trees that are no bearers."""
    if path != ROOT:
        return set(session.scalars(select(Node.acl_id).where(subtree).distinct()))
    found = set(session.scalars(select(Node.acl_id).distinct()))
    for some in _chunks([key for key in found if key is not None]):
        proper = select(Node.id).where(Node.id.in_(some), or_(BEARING, Node.path == ROOT))
        found -= set(session.scalars(proper))
    return found


def _claim(session: Session, subtree: Any, wrong: set[int | None], acl_id: int | None) -> None:
    """Let those rows of a subtree that name one of the wrong bearers name this one."""
    for some in _chunks(sorted(key for key in wrong if key is not None)):
        rows = update(Node).where(subtree, Unindexed(Node.acl_id).in_(some))
        session.execute(rows.values(acl_id=acl_id), execution_options=_QUIETLY)
    if None in wrong:
        rows = update(Node).where(subtree, Unindexed(Node.acl_id).is_(None))
        session.execute(rows.values(acl_id=acl_id), execution_options=_QUIETLY)


def _effective(bearers: Sequence[Any], above: Tokens, roles: Roles) -> dict[int, Tokens]:
    """Tokens of every bearer, those included that it inherits."""
    found: dict[int, Tokens] = {}
    by_path: dict[str, Tokens] = {}
    for bearer in bearers:
        inherited = _nearest(by_path, bearer.path, above)
        own = tokens_of(bearer.grants, roles)
        kept = inherited if bearer.inherit else _administrators(roles)
        found[bearer.id] = by_path[bearer.path] = set() if own is None else kept | own
    return found


def _nearest(by_path: dict[str, Tokens], path: str, above: Tokens) -> Tokens:
    while path != ROOT:
        path = path.rpartition("/")[0] or ROOT
        if path in by_path:
            return by_path[path]
    return above


def renew_grants(session: Session, roles: Roles) -> None:
    """Recompute `acl_grant` of every tree where what roles mean has changed with a release."""
    tree_lock(session, exclusive=True)
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
    _store_all(session, found)


def _forget_former_bearers(session: Session, site_id: int, tree: str, path: str) -> None:
    former = select(Node.id).where(
        Node.id.in_(select(AclGrant.acl_id)),
        in_subtree(site_id, tree, path, indexed=False),
        Node.path != ROOT,
        ~BEARING,
    )
    gone = delete(AclGrant).where(AclGrant.acl_id.in_(former))
    session.execute(gone, execution_options=_QUIETLY)


def _bearer_above(session: Session, site_id: int, tree: str, path: str) -> int | None:
    if path == "/":
        return None
    parent = path.rpartition("/")[0] or "/"
    return session.scalar(
        select(Node.acl_id).where(Node.site_id == site_id, Node.tree == tree, Node.path == parent)
    )


def _tokens_of(session: Session, acl_id: int | None) -> Tokens:
    rows = session.execute(
        select(AclGrant.permission, AclGrant.token).where(AclGrant.acl_id == acl_id)
    )
    return {(row.permission, row.token) for row in rows}


def _administrators(roles: Roles) -> Tokens:
    token, permissions = administrators(roles)
    return {(permission, token) for permission in permissions}


def _store_all(session: Session, wanted: dict[int, Tokens]) -> None:
    """Write the grants of these bearers where they are not what is stored."""
    for some in _chunks(list(wanted)):
        stored: dict[int, Tokens] = {key: set() for key in some}
        columns = (AclGrant.acl_id, AclGrant.permission, AclGrant.token)
        for row in session.execute(select(*columns).where(AclGrant.acl_id.in_(some))):
            stored[row.acl_id].add((row.permission, row.token))
        changed = [key for key in some if stored[key] != wanted[key]]
        _replace(session, {key: wanted[key] for key in changed})


def _replace(session: Session, wanted: dict[int, Tokens]) -> None:
    if not wanted:
        return
    old = delete(AclGrant).where(AclGrant.acl_id.in_(list(wanted)))
    session.execute(old, execution_options=_QUIETLY)
    rows = [
        {"acl_id": key, "permission": permission, "token": token}
        for key, tokens in wanted.items()
        for permission, token in sorted(tokens)
    ]
    if rows:
        session.execute(insert(AclGrant), rows)


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
