"""Find what people wish, and the signed links by which they change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from mastaba.api import absolute_url, find_at, is_signed, sign
from mastaba_comments.letters.models import Correspondent

VIEW = "letters"
PURPOSE = "comments.letters"
QUEUE, ANSWERS = "queue", "answers"  # what a link is about, and the column of the wish
ABOUT = (QUEUE, ANSWERS)


def correspondents(request: Any, tokens: Iterable[str]) -> dict[str, Correspondent]:
    """Token -> its row, made where there is none: one statement."""
    wanted = sorted(set(tokens))
    rows = request.db.scalars(select(Correspondent).where(Correspondent.token.in_(wanted)))
    found = {row.token: row for row in rows}
    return {token: found.get(token) or Correspondent(token=token) for token in wanted}


def keep(request: Any, correspondent: Correspondent) -> None:
    """Write it with the transaction."""
    request.db.add(correspondent)


def wish_link(request: Any, about: str, token: str) -> str:
    """The whole address of the page on which whoever has this token says what they wish."""
    key = wish_key(request.registry, about, token)
    parameters = urlencode({"about": about, "who": token, "key": key})
    address = request.node_url(find_at(request, "/"), VIEW)
    return absolute_url(request, f"{address}?{parameters}")


def wish_key(registry: Any, about: str, token: str) -> str:
    """The signature in such a link."""
    return sign(registry, PURPOSE, _told(about, token))


def read_link(registry: Any, given: Mapping[str, str]) -> tuple[str, str] | None:
    """What such a link is about, and whose token it has; None when we did not make it."""
    about, token = given.get("about", ""), given.get("who", "")
    right = about in ABOUT and is_signed(
        registry, PURPOSE, _told(about, token), given.get("key", "")
    )
    return (about, token) if right else None


def _told(about: str, token: str) -> str:
    return f"{about} {token}"
