"""Whose a comment is: of an account, or of the visitor who was given its key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from mastaba.api import is_signed, is_uid, settings_for, sign
from mastaba_comments.models import SHOWN, SPAM, WAITING, Comment
from mastaba_comments.settings import CommentSettings

PURPOSE = "comments.own"
LEFT = (WAITING, SHOWN, SPAM)  # its author is not told that it is spam


def own_key(request: Any, comment: Any) -> str:
    """The key with which a visitor may change what they wrote; it is shown to them only."""
    return sign(request.registry, PURPOSE, comment.uid)


def is_own(request: Any, comment: Any, key: str | None = None) -> bool:
    """Whether the requester wrote it: by the account, else by the key."""
    if comment.account_id is not None:
        me = request.identity
        return me is not None and me.id == comment.account_id
    return key is not None and is_signed(request.registry, PURPOSE, comment.uid, key)


def change_until(request: Any, comment: Any) -> datetime:
    """Until when its author may change it and take it back."""
    until: datetime = comment.created + settings_for(request, CommentSettings).change_within
    return until


def may_change(request: Any, comment: Any, key: str | None = None) -> bool:
    """Whether the requester is its author and may still change it or take it back."""
    in_time = request.now <= change_until(request, comment)
    return in_time and comment.state in LEFT and is_own(request, comment, key)


def find_own(request: Any, node: Any, uid: str, key: str | None = None) -> Comment | None:
    """One's own comment on `node` in whatever state, if it may still be changed; else None."""
    mine = request.catalog(Comment).visible().of(node).filter(Comment.uid == uid)
    found = mine.rows(1) if is_uid(uid) else []
    if not found or not may_change(request, found[0], key):
        return None
    comment: Comment | None = request.db.scalar(select(Comment).where(Comment.id == found[0].id))
    return comment
