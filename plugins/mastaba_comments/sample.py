"""A comment on every page of the sweep of doors: see `config.add_door_sample`."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from mastaba.api import create_record, uuid7
from mastaba_comments.letters.wishes import QUEUE, wish_key
from mastaba_comments.models import SHOWN, Comment
from mastaba_comments.operations import Delta, tally
from mastaba_comments.own import own_key
from mastaba_comments.place import place
from mastaba_comments.tokens import account_token


def sample(request: Any, node: Any, words: str) -> dict[str, str]:
    """A shown comment of a visitor: its uid and own key, and a link to wishes."""
    uid = uuid7()
    root, thread, depth = place(None, request.now, uid)
    columns = {"uid": uid, "root": root, "thread": thread, "depth": depth, "state": SHOWN}
    made = create_record(
        request, node, Comment, {"text": words, "name": words, "mail": None}, columns=columns
    )
    tally(request, node.id, Delta.of("", SHOWN))
    token = account_token(0)
    key = wish_key(request.registry, QUEUE, token)
    link = f"about={QUEUE}&who={quote(token)}&key={key}"
    return {"comment": uid, "comment_key": own_key(request, made), "comment_letters": link}


def includeme(config: Any) -> None:
    """Register it."""
    config.add_door_sample(sample)
