"""What the edit screen says of what a page shows, and of the pages that show a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mastaba.content.operations.along import shown_with
from mastaba.content.operations.where_shown import closed_pages, pages_named
from mastaba.content.types import ContentTypes
from mastaba.db.uuid7 import is_uid
from mastaba.tree.models import Node

NAMED = 3


@dataclass(frozen=True)
class ShownNotes:
    """`along`, `waiting` and `closed` are sentences; empty where there is nothing to say."""

    along: str = ""
    waiting: str = ""
    closed: str = ""


def shown_notes(request: Any, node: Node, fields: Mapping[str, Any]) -> ShownNotes:
    """For the `fields` in the form of `node`."""
    whole = {name: v for name, v in fields.items() if not isinstance(v, str) or is_uid(v)}
    found = shown_with(request, node, whole)
    return ShownNotes(_along(found.along), _waiting(found.waiting), _closed(request, node))


def and_along(nodes: Iterable[Node]) -> str:
    """The sentence that follows “published”: what became public with the page."""
    titles = [node.title for node in nodes]
    if not titles:
        return ""
    return f" With it: {named(titles)}."


def named(titles: Sequence[str]) -> str:
    """“A”, “B”, “C” and 2 more."""
    shown = ", ".join(f"“{title}”" for title in titles[:NAMED])
    more = len(titles) - NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _along(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    verb = "becomes" if len(titles) == 1 else "become"
    return f"{named(titles)} {verb} public together with this page."


def _waiting(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    is_it = "It is" if len(titles) == 1 else "They are"
    return (
        f"Visitors do not see {named(titles)} on this page. {is_it} not public: publish that "
        "first, or ask somebody who may."
    )


def _closed(request: Any, node: Node) -> str:
    if request.is_system or node.type not in request.registry[ContentTypes].embedded:
        return ""
    rows = closed_pages(request, [node.uid])
    if not rows:
        return ""
    return (
        f"This is shown on {pages_named(rows)}, which you may not publish. What you save here "
        "waits until somebody who may publish there publishes it."
    )
