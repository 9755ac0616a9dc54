"""The versions of a node as values: for screens that show what it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from mastaba.content.models import Revision
from mastaba.content.snapshot import unpack
from mastaba.tree.models import Node


class Version(NamedTuple):
    """What somebody saved: `fields` by name, in the form of today's type."""

    number: int
    created: datetime
    author_id: int | None
    fields: Mapping[str, Any]


def versions_of(
    request: Any, node: Node, limit: int = 20, *, number: int | None = None
) -> list[Version]:
    """The newest versions of `node`, newest first, or the one of this `number`: one statement.

    None for those who may not see drafts of it. Fields that ask for a permission of their own
    are the caller's to ask about (`readable_fields`).
    """
    if not request.has_permission("view_drafts", node):
        return []
    found = select(Revision).where(Revision.node_id == node.id)
    if number is not None:
        found = found.where(Revision.number == number)
    newest = found.order_by(Revision.number.desc()).limit(limit)
    return [
        Version(one.number, one.created, one.author_id, unpack(type(node), one.data))
        for one in request.db.scalars(newest)
    ]
