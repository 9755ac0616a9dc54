"""A node as it is now, held until the transaction ends.

A request reads its context first and changes it later. On PostgreSQL others may have committed in
between: the address has moved on, the page is in the trash, the rights are other ones. On SQLite
BEGIN IMMEDIATE keeps everybody else from writing since before the context was read.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import InvalidRequestError

from mastaba.content.due import settle
from mastaba.content.operations.errors import Conflict
from mastaba.security.guard import allow
from mastaba.tree.locate import locate
from mastaba.tree.models import Node

GONE = "This page was deleted a moment ago."
TRASHED = (
    "Somebody else put this page into the trash, or took it out, a moment ago. "
    "Open the list again."
)


def hold(request: Any, node: Node, permission: str) -> None:
    """Ask for `permission` on `node`, read it again and keep others from changing it.

    Take the tree lock before, if the operation needs it. Raises `HTTPForbidden`, and `Conflict`
    when the page was deleted, put into the trash or taken out of it meanwhile. An update that
    was scheduled and is due takes effect before what the operation does.
    """
    allow(request, node, permission)
    if request.db.get_bind().dialect.name == "postgresql":
        _read_again(request, node, permission)
    settle(request, node)


def _read_again(request: Any, node: Node, permission: str) -> None:
    tree = node.tree
    request.db.flush()  # `refresh` would forget what an operation before this one has changed
    try:
        # FOR NO KEY UPDATE: rows that refer to this one may still be added by others.
        request.db.refresh(node, with_for_update={"key_share": True})
    except InvalidRequestError:
        raise Conflict(GONE) from None
    if node.tree != tree:
        raise Conflict(TRASHED)
    allow(request, locate(request, node), permission)
