"""Save fields: into the row while nobody sees it, into a revision only while it is live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from mastaba.content.models import Revision
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.hold import hold
from mastaba.content.operations.revise import (
    check_version,
    latest_fields,
    merged,
    touch,
    write_revision,
)
from mastaba.content.snapshot import apply, snapshot
from mastaba.events import record
from mastaba.tree.models import Node
from mastaba.tree.publication import PUBLISHED


def save(
    request: Any,
    node: Node,
    changes: Mapping[str, Any],
    *,
    version: int | None = None,
    note: str = "",
    kind: str = "human",
) -> bool:
    """Save `changes` as the newest revision; a live page stays as it is until published.

    Returns False when nothing differs. Raises `Invalid`, and `Conflict` when `version` is not
    the stored one.
    """
    hold(request, node, "edit")
    check_version(node, version)
    before = latest_fields(request, node)
    fields = merged(node, before, changes)
    if fields == before:
        return False
    if node.state != PUBLISHED:
        apply(node, fields)
    write_revision(request, node, fields, note=note, kind=kind)
    touch(request, node)
    record(request, "content.saved", node, revision=node.revision)
    return True


def restore_revision(request: Any, node: Node, number: int) -> None:
    """Save the fields of an older revision again, as the newest one."""
    data = revision_data(request, node, number)
    known = {name: data[name] for name in snapshot(node) if name in data}
    save(request, node, known, note=f"Restored from revision {number}")


def discard_draft(request: Any, node: Node) -> None:
    """Go back to what is live: saved as a new revision, so nothing is lost."""
    hold(request, node, "edit")
    if node.revision == node.live_revision:
        raise OperationError("There are no unpublished changes to discard.")
    save(request, node, snapshot(node), note="Unpublished changes discarded")
    node.live_revision = node.revision


def revision_data(request: Any, node: Node, number: int) -> dict[str, Any]:
    """The stored fields of one revision. Raises `OperationError` when there is none."""
    data = request.db.scalar(
        select(Revision.data).where(Revision.node_id == node.id, Revision.number == number)
    )
    if data is None:
        raise OperationError(f"There is no revision {number} of this page.")
    found: dict[str, Any] = data
    return found
