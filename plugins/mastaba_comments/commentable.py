"""What can be commented, whether it may be now, and by whom."""

from __future__ import annotations

from datetime import datetime
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from mastaba.api import Content, Node, settings_for, status_of, type_of
from mastaba_comments.models import CLOSED, OPEN, Thread
from mastaba_comments.permissions import WRITE
from mastaba_comments.settings import CommentSettings

MARKER = "__comments__"
PUBLIC = ("published", "changed")
NOT_PUBLIC = "Comments open when this page is published."
SHUT = "Comments are closed."
FRONT = "The front page takes no comments, unless they are opened there."
OLD = "Comments on this page are closed, because it is older than {days}."


def is_commentable(request: Any, node: Any) -> bool:
    """Whether content of this type takes comments: its class says so, or the setting does.

    `node` is a node or a row of a catalog.
    """
    mapper = Node.__mapper__.polymorphic_map.get(node.type)
    marked = mapper is not None and getattr(mapper.class_, MARKER, False)
    return bool(marked) or _is_named(node.type, settings_for(request, CommentSettings).types)


def named_type(request: Any) -> type[Content] | None:
    """The first type of content that the setting names and an enabled plugin brings."""
    types = settings_for(request, CommentSettings).types
    names = (str(name) for name in Node.__mapper__.polymorphic_map)
    found = (type_of(request, name) for name in sorted(names) if _is_named(name, types))
    return next((model for model in found if model is not None), None)


def unmatched(request: Any) -> list[str]:
    """Patterns of the setting that no enabled type fits; none while nobody has changed it."""
    types = settings_for(request, CommentSettings).types
    if types == CommentSettings.model_fields["types"].default:
        return []
    names = [str(name) for name in Node.__mapper__.polymorphic_map if type_of(request, str(name))]
    return [one for one in types.split() if not any(_is_named(name, one) for name in names)]


@lru_cache(maxsize=1000)
def _is_named(name: str, types: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in types.split())


def is_open(request: Any, node: Any, thread: Thread | None) -> bool:
    """Whether comments can be written below `node` now, by whoever may."""
    return not why_closed(request, node, thread)


def why_closed(request: Any, node: Any, thread: Any | None) -> str:
    """Why nobody can write there now, as a sentence for everybody; empty where one can.

    `thread` is the row of `Thread` of the node, if there is one.
    """
    if status_of(node, request.now) not in PUBLIC:
        return NOT_PUBLIC
    state = None if thread is None else thread.state
    if state == CLOSED:
        return SHUT
    return "" if state == OPEN else _closed_by_rule(request, node)


def _closed_by_rule(request: Any, node: Any) -> str:
    """A front page greets rather than says something, and pages grow old."""
    if node.uid == request.site.front_uid:
        return FRONT
    ends = closes_at(request, node)
    if ends is None or ends > request.now:
        return ""
    days = settings_for(request, CommentSettings).close_after.days
    return OLD.format(days="a day" if days == 1 else f"{days} days") if days else SHUT


def closes_at(request: Any, node: Any) -> datetime | None:
    """When its age closes the comments of `node`, unless a moderator opens them; None: never."""
    after = settings_for(request, CommentSettings).close_after
    if not after or node.published_at is None:
        return None
    ends: datetime = node.published_at + after
    return ends


def may_write(request: Any, node: Any) -> bool:
    """Whether the requester may comment on `node` while that is open."""
    member = request.identity is not None or request.is_system
    if not (member or settings_for(request, CommentSettings).visitors):
        return False
    return bool(request.has_permission(WRITE, node))
