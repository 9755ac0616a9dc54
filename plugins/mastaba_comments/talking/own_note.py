"""What one may still change: said beside a comment that has just been written, and in the form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mastaba.api import settings_for
from mastaba_comments.addresses import COMMENT, OWN, view_url
from mastaba_comments.models import SHOWN, Comment
from mastaba_comments.own import LEFT, change_until, find_own
from mastaba_comments.settings import CommentSettings

KEY, TAKE = "key", "take"
MOST = 10


@dataclass(frozen=True)
class OwnNote:
    """A comment of the reader's, and the addresses at which it can be changed until `until`.

    Spam `waits`, too: its author is not told.
    """

    uid: str
    text: str
    waits: bool
    until: datetime
    change_url: str
    take_url: str


def note_of(request: Any, node: Any, comment: Any, key: str = "") -> OwnNote:
    """What its author is told of `comment` (or its row)."""
    about = {"uid": comment.uid, KEY: key}
    return OwnNote(
        uid=comment.uid,
        text=comment.text,
        waits=comment.state != SHOWN,
        until=change_until(request, comment),
        change_url=view_url(request, node, OWN, **about),
        take_url=view_url(request, node, OWN, **about, **{TAKE: "1"}),
    )


def own_note(request: Any, node: Any) -> OwnNote | None:
    """Of the comment that the address names, when it is the requester's; kept by nobody."""
    uid, key = request.GET.get(COMMENT), request.GET.get(KEY, "")
    if not uid or (not key and request.identity is None):
        return None
    request.response.cache_control = "no-store"
    comment = find_own(request, node, uid, key or None)
    return None if comment is None else note_of(request, node, comment, key)


def own_comments(request: Any, node: Any) -> list[OwnNote]:
    """The newest that a member wrote here and may still change; visitors have keys instead."""
    if request.identity is None:
        return []
    since = request.now - settings_for(request, CommentSettings).change_within
    mine = request.catalog(Comment).visible().of(node).by(request.identity)
    mine.filter(Comment.created >= since, Comment.state.in_(LEFT))
    rows = mine.keyset(descending=True, mark=None).rows(MOST)
    return [note_of(request, node, row) for row in rows]
