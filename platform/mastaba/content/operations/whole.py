"""A branch may hold pages that are closed to whoever may change its top.

Moving it, putting it into the trash and deleting it act on all of it, so they are allowed to who
may do that to every page of it. The refusal names nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, select

from mastaba.content.operations.errors import OperationError
from mastaba.tree.models import Node
from mastaba.tree.rights import in_subtree
from mastaba.tree.visible import asker, visible_to


def allow_whole(request: Any, node: Node, permission: str, what: str) -> None:
    """Raise `OperationError` unless the requester has `permission` on `node` and all below it.

    `what` is done to it, for the sentence: "moved".
    """
    if request.is_system:
        return
    request.db.flush()
    allowed = case((visible_to(request, permission), 1), else_=0)  # NULL counts as refused
    closed = select(Node.id).where(in_subtree(node.site_id, node.tree, node.path), allowed == 0)
    if request.db.scalar(closed.limit(1), asker(request)) is not None:
        raise OperationError(f"Something below this page may be {what} by others only.")
