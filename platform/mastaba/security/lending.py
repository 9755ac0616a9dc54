"""What a link lends to whoever holds it: to see some content that a page of theirs shows.

A preview link shows a draft to people without an account, and with it the pictures in it, which
are drafts themselves. They are lent for this one request: the guard and the lists know them by
uid, and `token` stands in their addresses, so that the browser's own requests for them can be
checked anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

LENT, BY = "mastaba.lent", "mastaba.lent_by"  # in the environ, where no client can put them


def lend(request: Any, uids: Iterable[str], token: str) -> None:
    """Let whoever made this request see the content with these uids, for this request."""
    request.environ[LENT] = frozenset(uids)
    request.environ[BY] = token


def lent_to(request: Any) -> frozenset[str]:
    """Uids of what is lent to this request; mostly none."""
    found: frozenset[str] = request.environ.get(LENT, frozenset())
    return found


def is_lent(request: Any, resource: Any, permission: str) -> bool:
    """Whether `permission` on this resource is lent: to view it, and nothing else."""
    lent = request.environ.get(LENT)
    return bool(lent) and permission == "view" and getattr(resource, "uid", None) in lent


def lent_by(request: Any, uid: str) -> str:
    """The token of the link that lends this content to the request; empty for what is not lent."""
    return request.environ[BY] if uid in lent_to(request) else ""
