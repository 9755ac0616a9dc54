"""The rule of `SecurityPolicy` on nodes, once more as SQL, so that lists are filtered there.

The clauses are built once; `asker` gives the values of their parameters for one request.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from mastaba.db.types import UtcDateTime
from mastaba.tree.models import AclGrant, Node
from mastaba.tree.publication import LIVE, PUBLISHED

_NOW = bindparam("now", type_=UtcDateTime())
_N: Any = Node.__table__
_G: Any = AclGrant.__table__

PUBLIC = and_(
    _N.c.state == PUBLISHED,
    _N.c.tree == LIVE,
    or_(_N.c.published_at.is_(None), _N.c.published_at <= _NOW),
    or_(_N.c.expires_at.is_(None), _N.c.expires_at > _NOW),
)  # `is_public` as a predicate on `node`


@cache
def granted_clause(permission: str, principals: int) -> ColumnElement[bool]:
    """Nodes whose rights give `permission` to any of the requester's (so many) principals."""
    tokens = [
        bindparam(f"principal_{number}", type_=_G.c.token.type) for number in range(principals)
    ]
    bearers = select(_G.c.acl_id).where(_G.c.permission == permission, _G.c.token.in_(tokens))
    clause: ColumnElement[bool] = _N.c.acl_id.in_(bearers)
    return clause


@cache
def visible_clause(permission: str, principals: int) -> ColumnElement[bool]:
    """Nodes on which a requester of so many principals has `permission` now."""
    if permission != "view":
        return granted_clause(permission, principals)
    seen, drafts = (granted_clause(name, principals) for name in ("view", "view_drafts"))
    return or_(and_(PUBLIC, seen), drafts)


def asker(request: Any) -> dict[str, Any]:
    """Values of the parameters of these clauses: who asks, and when."""
    tokens = {f"principal_{n}": token for n, token in enumerate(request.principals)}
    return {**tokens, "now": request.now}
