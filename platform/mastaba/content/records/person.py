"""Of whom something is asked: an account, or a visitor who gave a mail address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mastaba.security.models import Account


@dataclass(frozen=True)
class Person:
    """Whom a privacy hook is asked about.

    Of an account `id`, `uid` and `name` are set. Of a visitor only `mail` is, in lower case: an
    account's own address is left out, because anybody may have typed it into a form.
    """

    id: int | None = None
    uid: str | None = None
    name: str = ""
    mail: str | None = None


def person_of(who: Account | Person) -> Person:
    """The person whose account this is."""
    return who if isinstance(who, Person) else Person(who.id, who.uid, who.name)


def visitor(mail: str) -> Person:
    """Whoever gave this mail address, however it was written."""
    return Person(mail=mail.strip().lower())


def is_me(request: Any, person: Person) -> bool:
    """Whether it is the account of the requester."""
    me = request.identity
    return me is not None and person.id is not None and me.id == person.id
