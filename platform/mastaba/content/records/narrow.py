"""How lists of records are found where few of them may be seen: by their nodes, not by order.

A list in the order of an index is cheap where most of it may be seen. Where little may be (one
branch of a large site), a screenful would be looked for among all records of the site.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select

from mastaba.db.plan import found_by
from mastaba.tree.models import Node
from mastaba.tree.rights import in_subtree
from mastaba.tree.visible import NARROW, narrow_clause

SOME = 1000  # records; so many are read and sorted in a few ms
_N: Any = Node.__table__


def few_nodes(request: Any, permission: str | None, section: Any) -> ColumnElement[bool] | None:
    """The few nodes that come into question; None where many do, and order finds faster.

    `section` is the node that a list keeps to, or None.
    """
    if section is not None:
        below = select(_N.c.id).where(in_subtree(section.site_id, section.tree, section.path))
        some = below.limit(NARROW + 1).subquery()
        if request.db.scalar(select(func.count()).select_from(some)) <= NARROW:
            return found_by(_N.c.id, below)
    if permission is None or _everywhere(request, permission):
        return None
    return narrow_clause(request, permission)


def _everywhere(request: Any, permission: str) -> bool:
    """Whether most of the site comes into question: what one may at the root, one may below."""
    root = getattr(request, "root", None)
    return root is not None and bool(request.has_permission(permission, root))
