"""What the database knows of who sent a comment: two statements and few rows, however many."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Integer, String, cast, literal, null, or_, select, union_all

from mastaba_comments.models import Author, Ban, Comment
from mastaba_comments.screening.evidence import SAME, Sent, Standing
from mastaba_comments.tokens import account_token, address_token, mail_token, network_token

SAME_ROWS = 20


def who(request: Any, person: str | None, traces: Any) -> dict[str, tuple[Any, Any]]:
    """The columns by which this author's comments are found, with their values, by name.

    Members are known by their account alone: others may sit behind the same address.
    """
    if request.identity is not None:
        return {"account": (Comment.account_id, request.identity.id)}
    address = traces.address if traces else None
    named = {"mail": (Comment.person, person), "address": (Comment.address, address)}
    return {name: pair for name, pair in named.items() if pair[1]}


def tokens(request: Any, person: str | None, traces: Any) -> list[str]:
    """The tokens that a ban may name; the first is the author's, if there is one."""
    if request.identity is not None:
        return [account_token(request.identity.id)]
    mail = [mail_token(person)] if person else []
    if traces is None:
        return mail
    return [*mail, address_token(traces.address), network_token(traces.network)]


def standing(request: Any, named: list[str]) -> Standing:
    """What moderators said of these tokens: bans that hold now, and the author's counters."""
    if not named:
        return Standing()
    rows = request.db.execute(_of_tokens(named, request.now)).all()
    banned = tuple(row.words for row in rows if row.words is not None)
    author = next((row for row in rows if row.words is None), None)
    if author is None:
        return Standing(banned=banned)
    return Standing(max(0, author.shown), max(0, author.refused), author.trusted, banned)


def sent(
    request: Any, people: dict[str, tuple[Any, Any]], digest: str | None, most: int
) -> tuple[Sent, ...]:
    """The newest comments of the same author, `most` of each, and those with the same text."""
    parts = [_newest(name, column == value, most) for name, (column, value) in people.items()]
    if digest is not None:
        parts.append(_newest(SAME, Comment.digest == digest, SAME_ROWS))
    if not parts:
        return ()
    return tuple(Sent(*row) for row in request.db.execute(union_all(*parts)))


def _of_tokens(named: list[str], now: Any) -> Any:
    no_number, no_answer = cast(null(), Integer), cast(null(), Boolean)
    holds = or_(Ban.until.is_(None), Ban.until > now)
    bans = select(
        Ban.words,
        no_number.label("shown"),
        no_number.label("refused"),
        no_answer.label("trusted"),
    ).where(Ban.token.in_(named), holds)
    counters = select(
        cast(null(), String(300)).label("words"), Author.shown, Author.refused, Author.trusted
    ).where(Author.token == named[0])
    return union_all(bans, counters)


def _newest(whose: str, clause: Any, limit: int) -> Any:
    """A select of the newest; wrapped, as SQLite takes no LIMIT in a part of a UNION."""
    columns = (Comment.id, Comment.state, Comment.created, Comment.decided, Comment.digest)
    newest = select(literal(whose).label("whose"), *columns).where(clause)
    return select(newest.order_by(Comment.id.desc()).limit(limit).subquery())
