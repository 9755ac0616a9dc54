"""Acting for somebody: how commands give content its author and its date.

A command runs as the system. An import or a demonstration site writes pages that other people
wrote at other times: inside `acting_as` the operations see that person and that instant, ask for
that person's rights, and name the person in revisions and in the audit trail. A visitor is nobody:
what visitors wrote has no account.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mastaba.security.identity import NOBODY, identity_of
from mastaba.security.membership import tokens_of_person
from mastaba.security.models import Account
from mastaba.security.operations import add_person
from mastaba.security.principals import EVERYONE

KEYS = ("mastaba.identity", "mastaba.system")


def author_account(request: Any, login: str, name: str, *, role: str = "editor") -> Account:
    """The account `login`, made when it is missing: with a name and no way to log in."""
    found: Account | None = request.db.scalar(select(Account).where(Account.login == login))
    if found is not None:
        return found
    return add_person(request, login=login, name=name, role=role)


@contextmanager
def acting_as(
    request: Any, account: Account | None, *, at: datetime | None = None
) -> Iterator[None]:
    """Run the operations inside as `account` (None: a visitor), as if it were `at` (or now)."""
    before = {key: request.environ.get(key) for key in KEYS}, request.principals, request.now
    identity = NOBODY if account is None else identity_of(account)
    principals = (EVERYONE,) if identity is NOBODY else tokens_of_person(request.db, identity)
    _become(request, dict(zip(KEYS, (identity, False), strict=True)), principals)
    request.now = at or request.now
    try:
        yield
    finally:
        _become(request, before[0], before[1])
        request.now = before[2]


def _become(request: Any, keys: dict[str, Any], principals: tuple[str, ...]) -> None:
    request.environ.update(keys)
    request.principals = principals


@contextmanager
def as_system(request: Any) -> Iterator[None]:
    """Run the operations inside with every right; the person who asks is still named in the trail.

    For what a plugin keeps in order by itself, such as a folder that must be there; never for what
    somebody asks for.
    """
    before = request.environ.get("mastaba.system", False)
    request.environ["mastaba.system"] = True
    try:
        yield
    finally:
        request.environ["mastaba.system"] = before
