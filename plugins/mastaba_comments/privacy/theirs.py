"""Which rows are about a person: of an account its own, of a visitor those with their mail."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from mastaba.api import Person
from mastaba_comments.models import Ban, Comment, Report
from mastaba_comments.tokens import account_token, address_token, mail_hash, mail_token

NOBODY = "Somebody whose data was erased"  # the words of a ban that outlives them


def comments_of(request: Any, person: Person) -> ColumnElement[bool]:
    """Their comments; a visitor's are found by the hash, too, once the address is forgotten."""
    if person.id is not None:
        return Comment.account_id == person.id
    if not person.mail:
        return false()
    known = Comment.person == mail_hash(request, person.mail)
    return or_(known, func.lower(Comment.mail) == person.mail)


def token_of(request: Any, person: Person) -> str:
    """By which name counters and bans know them; of nobody, one that nobody has."""
    if person.id is not None:
        return account_token(person.id)
    digest = mail_hash(request, person.mail)
    return "" if digest is None else mail_token(digest)


def addresses_of(request: Any, person: Person) -> list[str]:
    """Hashes of the addresses that they alone wrote from lately.

    From an address that others use, too, a report may be another's, and a ban about another.
    """
    theirs = comments_of(request, person)
    mine = select(Comment.address).where(theirs, Comment.address.is_not(None)).distinct()
    shared = select(Comment.address).where(Comment.address.in_(mine), theirs.is_not(true()))
    found = set(request.db.scalars(mine)) - set(request.db.scalars(shared))
    return sorted(found)


def bans_of(request: Any, person: Person, addresses: list[str]) -> ColumnElement[bool]:
    """Bans of them, and of their addresses; a network is also that of others.

    Not those that say nothing any more: they are left when somebody was erased.
    """
    tokens = [token_of(request, person), *map(address_token, addresses)]
    return and_(Ban.token.in_(tokens), Ban.words != NOBODY)


def reports_of(request: Any, person: Person, addresses: list[str]) -> ColumnElement[bool]:
    """Reports that they made: as an account or, without one, from their addresses."""
    whose = [token_of(request, person), *addresses, *map(address_token, addresses)]
    by_name = Report.who.in_([who for who in whose if who])
    return by_name if person.id is None else or_(by_name, Report.account_id == person.id)
