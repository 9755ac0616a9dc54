"""Lose what the comments know of a person: with what they wrote, or without."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, delete, select, update

from mastaba.api import Person
from mastaba_comments.letters.models import Correspondent
from mastaba_comments.models import Author, Ban, Comment, Former, Report
from mastaba_comments.operations.vanish import vanish
from mastaba_comments.privacy.names import drop_kept, seen_by_readers
from mastaba_comments.privacy.theirs import (
    NOBODY,
    addresses_of,
    bans_of,
    comments_of,
    reports_of,
    token_of,
)

NAMELESS: dict[str, Any] = {
    "name": None,
    "mail": None,
    "link": None,
    "address": None,
    "network": None,
    "person": None,
    "notify": False,
    "verdict": [],  # may quote the name
}


def erase(request: Any, person: Person) -> int:
    """Remove their comments, reports, bans and counters; how many rows.

    A comment that others answered stays as an empty place. What they changed as a moderator in
    comments of others stays, and no longer says by whom.
    """
    removed = _around(request, person)
    drop_kept(request)
    mine = select(Comment.id).where(comments_of(request, person))
    return removed + vanish(request, request.db.execute(mine).all())


def forget(request: Any, person: Person) -> None:
    """Keep their comments, and nothing that tells who wrote them."""
    _around(request, person)
    drop_kept(request)
    mine = comments_of(request, person)
    seen_by_readers(request, mine)
    change = update(Comment).where(mine).values({**NAMELESS, "decided": _decided(request)})
    request.db.execute(change.execution_options(synchronize_session="fetch"))


def _decided(request: Any) -> Any:
    """An import leaves alone what was decided here since: it would bring the name back."""
    return case((Comment.source.is_not(None), request.now), else_=Comment.decided)


def _around(request: Any, person: Person) -> int:
    """Everything but the comments; first, because it is found by them."""
    addresses = addresses_of(request, person)
    gone = (
        delete(Report).where(reports_of(request, person, addresses)),
        _end_bans(person, bans_of(request, person, addresses)),
        delete(Author).where(Author.token == token_of(request, person)),
        delete(Correspondent).where(Correspondent.token == token_of(request, person)),
    )
    if person.id is not None:
        theirs = update(Former).where(Former.account_id == person.id)
        request.db.execute(theirs.values(account_id=None))
    return sum(int(request.db.execute(statement).rowcount) for statement in gone)


def _end_bans(person: Person, mine: Any) -> Any:
    """Bans of visitors lose their words only: asking to be erased is no way out of one."""
    if person.id is not None:
        return delete(Ban).where(mine)
    return update(Ban).where(mine).values(words=NOBODY, reason=None)
