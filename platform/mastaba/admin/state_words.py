"""What is true of a page now, and what will happen by itself: sentences for its editors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mastaba.tree.models import Node

DRAFT = "Only editors see it. Publish, and everybody can read it the same second."
NOT_YET = "Only editors see it, until somebody who may publish does so."


def sentence(request: Any, node: Node, state: str) -> str:
    """What is true now and what will be, in one or two sentences."""
    return " ".join(_sentences(request, node, state))


def of_draft(request: Any, node: Node) -> str:
    """What is said of a draft, or of a new page below `node`."""
    return DRAFT if request.has_permission("publish", node) else NOT_YET


def day(request: Any, instant: datetime | None) -> str:
    """An instant in the site's zone, with the zone."""
    if instant is None:
        return "the beginning"
    local = instant.astimezone(ZoneInfo(request.time_zone))
    return f"{local.day} {local:%b %Y, %H:%M %Z}"


def _sentences(request: Any, node: Node, state: str) -> Iterator[str]:
    match state:
        case "published":
            yield f"Everybody who may see it reads it, since {day(request, node.published_at)}."
        case "changed":
            yield f"Live since {day(request, node.published_at)}."
            yield from _changes(request, node)
        case "scheduled":
            yield f"It will be shown from {day(request, node.published_at)} on, by itself."
            if node.revision > node.live_revision:
                yield "Text saved since then is not part of it, unless you press Update."
        case "expired":
            yield f"It was shown until {day(request, node.expires_at)}."
            return
        case _:
            yield of_draft(request, node)
            return
    if node.expires_at is not None:
        yield f"It ends on {day(request, node.expires_at)}, by itself."


def _changes(request: Any, node: Node) -> Iterator[str]:
    if node.next_at is None or node.next_revision is None:
        yield "Newer text is seen by editors only, until you press Update."
        return
    yield f"On {day(request, node.next_at)} visitors get version {node.next_revision}, by itself."
    if node.revision > node.next_revision:
        yield f"Version {node.revision}, saved later, is not part of that."
