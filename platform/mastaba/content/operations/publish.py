"""Show content to visitors, and take it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from mastaba.content.operations.along import publish_along, take_back_along
from mastaba.content.operations.dead_links import refuse_dead_links
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.hold import hold
from mastaba.content.operations.present import refuse_missing
from mastaba.content.operations.references import keep_references
from mastaba.content.operations.revise import latest_fields, touch
from mastaba.content.operations.save import revision_data
from mastaba.content.operations.where_shown import allow_where_shown
from mastaba.content.snapshot import apply
from mastaba.events import record
from mastaba.tree.models import Node
from mastaba.tree.publication import DRAFT, PUBLISHED, is_public

TIMES = ("published_at", "expires_at", "next_at")


def publish(
    request: Any,
    node: Node,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
    expected: Collection[str] = (),
) -> list[Node]:
    """Make the newest revision the public one, from `at` (default: now) until `until`.

    A page that is public keeps its first date, and without `until` an end that lies ahead; an
    update that was scheduled is replaced. With `at` ahead a public page is hidden until then; to
    change it then, see `schedule_update`. Drafts of embedded types that it shows become public
    with it; they are returned. Raises `OperationError` for an end that is not after the beginning,
    `ShownElsewhere`, and `DeadLinks` when a link leads to a page that is not there. Uids that are
    `expected` are those of pages which the caller makes afterwards.
    """
    hold(request, node, "publish")
    refuse_missing(request, node, "published")
    allow_where_shown(request, node)
    start, end = _start(request, node, at), until or _end_ahead(request, node)
    if end is not None and end <= start:
        raise OperationError("The end of publication must be after its beginning.")
    newest = latest_fields(request, node)
    refuse_dead_links(request, node, newest, expected=expected)
    _call_off_along(request, node)
    apply(node, newest)
    node.state, node.published_at, node.expires_at = PUBLISHED, start, end
    node.live_revision = node.revision
    node.next_revision = node.next_at = None
    keep_references(request, node, newest)
    touch(request, node)
    record(request, "content.published", node, revision=node.revision, **_ahead(request, node))
    return publish_along(request, node, newest, start)


def unpublish(request: Any, node: Node) -> None:
    """Hide `node` from visitors; unpublished changes of it are kept as the draft."""
    hold(request, node, "publish")
    if node.state != PUBLISHED:
        raise OperationError(f"“{node.title}” is not published.")
    refuse_missing(request, node, "unpublished")
    allow_where_shown(request, node)
    newest, was = latest_fields(request, node), _times(node)
    _call_off_along(request, node)
    apply(node, newest)
    node.state, node.published_at, node.expires_at = DRAFT, None, None
    node.next_revision = node.next_at = None
    keep_references(request, node, newest)
    touch(request, node)
    record(request, "content.unpublished", node, was=was)


def show_again(request: Any, node: Node, was: Mapping[str, Any]) -> None:
    """Take back an `unpublish` that noted `was`: what was live is live, a draft stays a draft."""
    hold(request, node, "publish")
    allow_where_shown(request, node)
    refuse_missing(request, node, "published")
    newest = latest_fields(request, node)
    live = {**newest, **revision_data(request, node, node.live_revision)}
    refuse_dead_links(request, node, live)
    apply(node, live)
    node.state, node.next_revision = PUBLISHED, was["next_revision"]
    for name in TIMES:
        setattr(node, name, was[name] and datetime.fromisoformat(was[name]))
    keep_references(request, node, newest)
    touch(request, node)
    record(request, "content.published", node, revision=node.live_revision)
    publish_along(request, node, live, max(node.published_at or request.now, request.now))
    if node.next_at is not None:
        publish_along(request, node, newest, max(node.next_at, request.now))


def _call_off_along(request: Any, node: Node) -> None:
    """What was to become public with a page that is given other times waits again."""
    if node.state == PUBLISHED:
        take_back_along(request, node, node.next_at or node.published_at)


def _times(node: Node) -> dict[str, Any]:
    """When a page is shown and changes, as JSON."""
    times = {name: _text(getattr(node, name)) for name in TIMES}
    return {**times, "next_revision": node.next_revision}


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def expire(request: Any, node: Node) -> None:
    """End the publication now; the page keeps its state, its dates and its text."""
    hold(request, node, "publish")
    allow_where_shown(request, node)
    if not is_public(node, request.now):
        raise OperationError(f"“{node.title}” is not shown to visitors now.")
    _set_end(request, node, request.now)


def set_end(request: Any, node: Node, until: datetime | None) -> None:
    """Show a published page until `until`; None = until somebody takes it back.

    Raises `OperationError` for a page that is not published and for an end that is not ahead.
    """
    hold(request, node, "publish")
    allow_where_shown(request, node)
    if node.state != PUBLISHED:
        raise OperationError(f"“{node.title}” is not published.")
    if until is not None and until <= max(request.now, node.published_at or request.now):
        raise OperationError("The end must lie ahead, and after the beginning.")
    _set_end(request, node, until)


def _set_end(request: Any, node: Node, until: datetime | None) -> None:
    was, node.expires_at = node.expires_at, until
    touch(request, node)
    record(request, "content.end_set", node, until=_text(until), was=_text(was))


def _start(request: Any, node: Node, at: datetime | None) -> datetime:
    if at is not None:
        return at
    shown = is_public(node, request.now)
    return node.published_at if shown and node.published_at else request.now


def _end_ahead(request: Any, node: Node) -> datetime | None:
    """An end that was set before and is not over yet."""
    end = node.expires_at if node.state == PUBLISHED else None
    return end if end is not None and end > request.now else None


def _ahead(request: Any, node: Node) -> dict[str, str]:
    """When it begins and ends, as far as that is not now or never."""
    instants = {"at": node.published_at, "until": node.expires_at}
    return {
        name: instant.isoformat()
        for name, instant in instants.items()
        if instant is not None and instant > request.now
    }
