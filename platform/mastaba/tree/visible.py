"""The rule of `SecurityPolicy` on nodes, once more as SQL, so that lists are filtered there.

The clauses are built once; `asker` gives the values of their parameters for one request.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from mastaba.db.types import UtcDateTime
from mastaba.security.principals import EVERYONE, OWNER
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.publication import PUBLISHED, TRASH

VISITOR = (EVERYONE,)  # the principals of who is not logged in
_NOW = bindparam("now", type_=UtcDateTime())
_N: Any = Node.__table__
_G: Any = AclGrant.__table__

PUBLIC = and_(
    _N.c.state == PUBLISHED,
    _N.c.tree != TRASH,
    or_(_N.c.published_at.is_(None), _N.c.published_at <= _NOW),
    or_(_N.c.expires_at.is_(None), _N.c.expires_at > _NOW),
)  # `is_public` as a predicate on `node`


@cache
def granted_clause(permission: str, principals: int) -> ColumnElement[bool]:
    """Nodes whose rights give `permission` to any of the requester's (so many) principals.

    Who has no more than one principal is not logged in and owns nothing.
    """
    tokens = [
        bindparam(f"principal_{number}", type_=_G.c.token.type) for number in range(principals)
    ]
    clause: ColumnElement[bool] = _N.c.acl_id.in_(_bearers(permission, _G.c.token.in_(tokens)))
    if principals <= len(VISITOR):
        return clause
    own = _N.c.acl_id.in_(_bearers(permission, _G.c.token == OWNER))
    return or_(clause, and_(_N.c.owner_id == bindparam("me"), own))


@cache
def visible_clause(permission: str, principals: int) -> ColumnElement[bool]:
    """Nodes on which a requester of so many principals has `permission` now."""
    if permission != "view":
        return granted_clause(permission, principals)
    seen, drafts = (granted_clause(name, principals) for name in ("view", "view_drafts"))
    return or_(and_(PUBLIC, seen), drafts)


def visible_to(request: Any, permission: str) -> ColumnElement[bool]:
    """Nodes on which the requester has `permission`; `asker` has the values of parameters."""
    return visible_clause(permission, len(_padded(request.principals)))


def asker(request: Any) -> dict[str, Any]:
    """Values of the parameters of these clauses: who asks, and when."""
    principals, identity = _padded(request.principals), request.identity
    tokens: dict[str, Any] = {f"principal_{n}": t for n, t in enumerate(principals)}
    if len(principals) > len(VISITOR):
        tokens["me"] = None if identity is None else identity.id
    return {**tokens, "now": request.now}


def _padded(principals: tuple[str, ...]) -> tuple[str, ...]:
    """The last one repeated until there are 4, 8, 16, ...: few statements for many groups."""
    count = 1 << (len(principals) - 1).bit_length()
    return (*principals, *principals[-1:] * (count - len(principals)))


def _bearers(permission: str, whose: Any) -> Any:
    return select(_G.c.acl_id).where(_G.c.permission == permission, whose)
