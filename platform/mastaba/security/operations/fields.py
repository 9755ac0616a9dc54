"""What a person's fields may hold; the same whoever writes them (screen, command, first link)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import func, select

from mastaba.security.models import Account
from mastaba.security.operations.errors import InvalidPerson
from mastaba.security.passwords import password_fault
from mastaba.security.roles import Roles

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
NEEDED = "This is needed."


def fold(text: str) -> str:
    """The one form of a log-in name or address: NFKC, lower case, no outer spaces."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def check_fields(
    request: Any, account_id: int | None = None, **given: str | None
) -> dict[str, Any]:
    """The given fields (login, name, email, role, password) as they are stored.

    `account_id` is the account they are for, None for a new one. Raises `InvalidPerson`.
    """
    values = {name: _tidy(name, value) for name, value in given.items()}
    faults = {name: _fault(request, name, values) for name in values}
    for name in ("login", "email"):
        value = values.get(name)
        if value and not faults[name]:
            faults[name] = _taken(request, name, value, account_id)
    wrong = {name: sentence for name, sentence in faults.items() if sentence}
    if wrong:
        raise InvalidPerson(wrong)
    return values


def _tidy(name: str, value: str | None) -> str | None:
    if name == "password":
        return value
    if name in ("login", "email"):
        return fold(value or "") or None
    return " ".join((value or "").split()) or None


def _fault(request: Any, name: str, values: dict[str, Any]) -> str:
    value = values[name]
    if name == "password":
        return _password_fault(values)
    if value is None:
        return "" if name == "email" else NEEDED
    if _UNPRINTABLE.search(value) or not value.isprintable():
        return "This holds characters that cannot be seen; type it again."
    return _FAULTS[name](request, value)


def _password_fault(values: dict[str, Any]) -> str:
    others = [values[name] for name in ("login", "name", "email") if values.get(name)]
    password = values["password"]
    return "" if password is None else password_fault(password, *others)


def _login_fault(_request: Any, login: str) -> str:
    if any(letter.isspace() for letter in login):
        return "A log-in name holds no spaces."
    return "" if len(login) <= 200 else "This is too long; at most 200 characters fit."


def _name_fault(_request: Any, name: str) -> str:
    return "" if len(name) <= 200 else "This is too long; at most 200 characters fit."


def _email_fault(_request: Any, email: str) -> str:
    known = _EMAIL.fullmatch(email) and len(email) <= 254
    return "" if known else "This is no e-mail address; expected one such as ann@example.org."


def _role_fault(request: Any, name: str) -> str:
    roles: Roles = request.registry[Roles]
    role = roles.roles.get(name)
    return "" if role is not None and role.site_wide else "There is no such role."


_FAULTS = {"login": _login_fault, "name": _name_fault, "email": _email_fault, "role": _role_fault}


def _taken(request: Any, name: str, value: str, account_id: int | None) -> str:
    column = getattr(Account, name)
    found = request.db.scalar(
        select(func.count())
        .select_from(Account)
        .where(column == value, Account.id != (account_id or 0))
    )
    what = "log-in name" if name == "login" else "e-mail address"
    return f"Somebody else has this {what}." if found else ""
