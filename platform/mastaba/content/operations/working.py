"""Working copies: what one person has typed and not saved yet.

A copy is no version of the page: nobody else sees it, no revision is written, nothing is
audited. It is kept so that no word is lost, and removed when the text is saved or discarded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from mastaba.content.models import WorkingCopy
from mastaba.content.operations.hold import hold
from mastaba.content.operations.revise import latest_fields
from mastaba.content.operations.save import allowed
from mastaba.content.snapshot import pack, unpack
from mastaba.tree.models import Node


def working_copy(request: Any, node: Node) -> WorkingCopy | None:
    """What the requester has typed into this page without saving it."""
    if request.identity is None:
        return None
    found: WorkingCopy | None = request.db.get(WorkingCopy, (node.id, request.identity.id))
    return found


def keep_working_copy(
    request: Any,
    node: Node,
    changes: Mapping[str, Any],
    *,
    version: int | None = None,
    revision: int | None = None,
    slug: str = "",
) -> bool:
    """Keep `changes` (and a wanted `slug`) beside the page; False when nothing differs from it.

    `version` and `revision` are those of the page that the person began with: what somebody else
    saved since then stays as it is, and `is_behind` tells. Raises `Invalid`.
    """
    hold(request, node, "edit")
    before = latest_fields(request, node)
    fields = allowed(request, node, before, changes)
    wanted = slug if slug and slug != node.slug else ""
    if fields == before and not wanted:
        forget_working_copy(request, node)
        return False
    data = pack(type(node), fields)
    _store(request, node, {**data, "slug": wanted} if wanted else data, version, revision)
    return True


def is_behind(node: Node, copy: WorkingCopy | None) -> bool:
    """Whether somebody saved another text since the person of this copy began to type."""
    if copy is None:
        return False
    if copy.base_revision is None:
        return copy.base_version != node.version
    return copy.base_revision != node.revision


def forget_working_copy(request: Any, node: Node) -> None:
    """Remove the requester's working copy, if there is one."""
    request.db.execute(
        delete(WorkingCopy).where(
            WorkingCopy.node_id == node.id, WorkingCopy.account_id == request.identity.id
        )
    )


def working_fields(request: Any, node: Node) -> tuple[dict[str, Any], WorkingCopy | None]:
    """The fields to show in a form: the requester's unsaved ones over the newest saved ones."""
    saved = latest_fields(request, node)
    copy = working_copy(request, node)
    if copy is None:
        return saved, None
    return {**saved, **unpack(type(node), copy.data)}, copy


def _store(
    request: Any, node: Node, data: dict[str, Any], version: int | None, revision: int | None
) -> None:
    copy = working_copy(request, node)
    if copy is None:
        copy = WorkingCopy(node_id=node.id, account_id=request.identity.id)
        request.db.add(copy)
    if version in (None, node.version) or revision == node.revision:
        copy.base_version, copy.base_revision = node.version, node.revision
    else:
        copy.base_version, copy.base_revision = version, revision
    copy.modified, copy.data = request.now, data
