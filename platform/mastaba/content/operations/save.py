"""Save fields: into the row while nobody sees it, into a revision only while it is live."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from mastaba.content.models import Revision
from mastaba.content.operations.errors import Invalid, OperationError
from mastaba.content.operations.field_rights import (
    refuse_hidden,
    refuse_locked,
    told_to,
    writable,
)
from mastaba.content.operations.hold import hold
from mastaba.content.operations.present import refuse_missing
from mastaba.content.operations.revise import (
    check_version,
    latest_fields,
    merged,
    touch,
    write_revision,
)
from mastaba.content.operations.targets import refuse_wrong_targets
from mastaba.content.snapshot import apply, snapshot, unpack
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
    earlier: Mapping[str, Any] = {},
    expected: Collection[str] = (),
) -> bool:
    """Save `changes` as the newest revision; a live page stays as it is until published.

    What the fields of an `earlier` version refer to may be gone, `expected` are uids of what the
    caller makes afterwards. Returns False when nothing differs. Raises `Invalid`, and `Conflict`
    when `version` is not the stored one.
    """
    hold(request, node, "edit")
    check_version(node, version)
    before = latest_fields(request, node)
    fields = allowed(request, node, before, changes, earlier, expected)
    if fields == before:
        return False
    if node.state != PUBLISHED:
        apply(node, fields)
    write_revision(request, node, fields, note=note, kind=kind)
    touch(request, node)
    record(request, "content.saved", node, revision=node.revision)
    return True


def allowed(
    request: Any,
    node: Node,
    before: Mapping[str, Any],
    changes: Mapping[str, Any],
    earlier: Mapping[str, Any] = {},
    expected: Collection[str] = (),
) -> dict[str, Any]:
    """`before` with `changes`, validated and within the requester's rights. Raises `Invalid`."""
    refuse_missing(request, node, "changed")
    refuse_hidden(request, node, type(node), changes)
    try:
        fields = merged(request, node, before, changes)
    except Invalid as problem:
        raise told_to(request, node, type(node), problem) from None
    refuse_locked(request, node, type(node), before, fields)
    refuse_wrong_targets(request, type(node), fields, before, earlier, expected=expected)
    return fields


def restore_revision(request: Any, node: Node, number: int) -> None:
    """Save the fields of an older revision again, as the newest one.

    Fields that the requester may not change keep what they have now.
    """
    data = writable(request, node, type(node), revision_data(request, node, number))
    save(request, node, data, note=f"Restored from version {number}", earlier=data)


def discard_draft(request: Any, node: Node) -> None:
    """Go back to what is live: saved as a new revision, so nothing is lost."""
    hold(request, node, "edit")
    if node.revision == node.live_revision:
        raise OperationError("There are no unpublished changes to discard.")
    if node.next_revision is not None:
        raise OperationError("Visitors will read these changes later; cancel that update first.")
    live, latest = snapshot(node), latest_fields(request, node)
    mine = writable(request, node, type(node), live)
    if any(live[name] != latest[name] for name in live if name not in mine):
        raise OperationError("The draft holds changes that you may not discard.")
    save(request, node, mine, note="Unpublished changes discarded")
    node.live_revision = node.revision


def revision_data(request: Any, node: Node, number: int) -> dict[str, Any]:
    """The fields of one revision, in today's form. Raises `OperationError` when there is none."""
    data = request.db.scalar(
        select(Revision.data).where(Revision.node_id == node.id, Revision.number == number)
    )
    if data is None:
        raise OperationError(f"There is no revision {number} of this page.")
    return unpack(type(node), data)
