"""The rule of `SecurityPolicy` on nodes, once more as SQL, so that lists are filtered there.

The clauses are built once; `asker` gives the values of their parameters for one request.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, union_all

from mastaba.db.plan import Unindexed, found_by
from mastaba.db.types import UtcDateTime
from mastaba.security.principals import EVERYONE, OWNER
from mastaba.tree.kept import kept
from mastaba.tree.kinds import kinds_of
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.publication import PUBLISHED, TRASH

NARROW = 5000  # nodes; so many are read and sorted in some 20 ms
VISITOR = (EVERYONE,)  # the principals of who is not logged in
_NOW = bindparam("now", type_=UtcDateTime())
_N: Any = Node.__table__
_G: Any = AclGrant.__table__


@cache
def of_kinds(count: int) -> ColumnElement[bool]:
    """Nodes of one of so many types; `Kinds.values` gives their names."""
    names = [bindparam(f"known_kind_{number}", type_=_N.c.type.type) for number in range(count)]
    clause: ColumnElement[bool] = _N.c.type.in_(names)
    return clause


@cache
def public_clause(kinds: int) -> ColumnElement[bool]:
    """`is_shown` as a predicate on `node`, where so many types are enabled."""
    return and_(
        _N.c.state == PUBLISHED,
        _N.c.tree != TRASH,
        or_(_N.c.published_at.is_(None), _N.c.published_at <= _NOW),
        or_(_N.c.expires_at.is_(None), _N.c.expires_at > _NOW),
        of_kinds(kinds),
    )


@cache
def granted_clause(permission: str, principals: int) -> ColumnElement[bool]:
    """Nodes whose rights give `permission` to any of the requester's (so many) principals.

    Who has no more than one principal is not logged in and owns nothing.
    """
    tokens = [
        bindparam(f"principal_{number}", type_=_G.c.token.type) for number in range(principals)
    ]
    acl_id = Unindexed(_N.c.acl_id)  # see `narrow_clause` for lists that are better found by it
    clause: ColumnElement[bool] = acl_id.in_(_bearers(permission, _G.c.token.in_(tokens)))
    if principals <= len(VISITOR):
        return clause
    own = acl_id.in_(_bearers(permission, _G.c.token == OWNER))
    return or_(clause, and_(Unindexed(_N.c.owner_id) == bindparam("me"), own))


@cache
def visible_clause(permission: str, principals: int, kinds: int) -> ColumnElement[bool]:
    """Nodes on which a requester of so many principals has `permission` now."""
    if permission != "view":
        return granted_clause(permission, principals)
    seen, drafts = (granted_clause(name, principals) for name in ("view", "view_drafts"))
    return or_(and_(public_clause(kinds), seen), drafts)


@cache
def _perhaps(permission: str, principals: int) -> Any:
    """Ids of all nodes that the clause above could let through, found by rights and by owner."""
    names = ("view", "view_drafts") if permission == "view" else (permission,)
    tokens = [bindparam(f"principal_{n}", type_=_G.c.token.type) for n in range(principals)]
    bearers = select(_G.c.acl_id).where(_G.c.permission.in_(names), _G.c.token.in_(tokens))
    by_rights = select(_N.c.id).where(found_by(_N.c.acl_id, bearers))
    if principals <= len(VISITOR):
        return by_rights
    return union_all(by_rights, select(_N.c.id).where(_N.c.owner_id == bindparam("me")))


@cache
def _counted(permission: str, principals: int) -> Any:
    some = _perhaps(permission, principals).limit(NARROW + 1).subquery()
    return select(func.count()).select_from(some)


def narrow_clause(request: Any, permission: str) -> ColumnElement[bool] | None:
    """Only those nodes, where the requester has the permission on few; otherwise None.

    A list of a whole site is found by its order where most of it may be seen, and by rights where
    little may be: the other way round takes a thousand times as long.
    """
    principals = len(_padded(request.principals))

    def count() -> tuple[int]:
        found = request.db.execute(_counted(permission, principals), asker(request))
        return (found.scalar_one(),)

    (number,) = kept(request, "how many perhaps", permission, count)
    return None if number > NARROW else _among_few(permission, principals)


@cache
def _among_few(permission: str, principals: int) -> ColumnElement[bool]:
    return found_by(_N.c.id, _perhaps(permission, principals))


def visible_to(request: Any, permission: str) -> ColumnElement[bool]:
    """Nodes on which the requester has `permission`; `asker` has the values of parameters."""
    kinds = len(kinds_of(request).names)
    return visible_clause(permission, len(_padded(request.principals)), kinds)


def asker(request: Any) -> dict[str, Any]:
    """Values of the parameters of these clauses: who asks, and when."""
    principals, identity = _padded(request.principals), request.identity
    tokens: dict[str, Any] = {f"principal_{n}": t for n, t in enumerate(principals)}
    if len(principals) > len(VISITOR):
        tokens["me"] = None if identity is None else identity.id
    return {**tokens, **kinds_of(request).values(), "now": request.now}


def _padded(principals: tuple[str, ...]) -> tuple[str, ...]:
    """The last one repeated until there are 4, 8, 16, ...: few statements for many groups."""
    count = 1 << (len(principals) - 1).bit_length()
    return (*principals, *principals[-1:] * (count - len(principals)))


def _bearers(permission: str, whose: Any) -> Any:
    return select(_G.c.acl_id).where(_G.c.permission == permission, whose)
