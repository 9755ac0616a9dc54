"""What a form or an address gives us, made safe before SQL sees it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound

from mastaba.tree.locate import find
from mastaba.tree.publication import LIVE

LARGEST_KEY = (1 << 63) - 1


def is_uid(text: str) -> bool:
    """Whether `text` can be a uid at all."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def number(text: str | None) -> int | None:
    """A key or version from a form; None for what is no number that fits the database."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 19:
        return None
    value = int(text)
    return value if value <= LARGEST_KEY else None


def needed_number(text: str | None, what: str) -> int:
    """As `number`, but raises `HTTPBadRequest` when there is none."""
    value = number(text)
    if value is None:
        raise HTTPBadRequest(f"The form did not say which {what} is meant; open the page again.")
    return value


def page_by_uid(request: Any, uid: str, permission: str, *, tree: str = LIVE) -> Any:
    """The located page. Raises `HTTPNotFound` when there is none, or none with `permission`."""
    node = find(request, uid, tree=tree) if is_uid(uid) else None
    if node is None or not request.has_permission(permission, node):
        raise HTTPNotFound("This page is not there any more.")
    return node
