"""Add a person, change one, suspend one, let one in again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mastaba.events import record
from mastaba.security.models import Account
from mastaba.security.one_time import SET_PASSWORD, withdraw
from mastaba.security.operations.errors import InvalidPerson, LastAdmin, PeopleError
from mastaba.security.operations.fields import check_fields
from mastaba.security.operations.rights import ADMIN, allow_managing, guard_admin_role
from mastaba.security.passwords import passwords_of
from mastaba.security.renaming import tell_renamed
from mastaba.security.sessions import end_sessions


def add_person(
    request: Any,
    *,
    login: str,
    name: str,
    role: str,
    email: str | None = None,
    password: str | None = None,
) -> Account:
    """A new account. Without a password the person sets one through a link (`make_link`).

    Raises `InvalidPerson`, `HTTPForbidden`.
    """
    allow_managing(request)
    values = check_fields(
        request, login=login, name=name, email=email, role=role, password=password
    )
    guard_admin_role(request, role)
    return store_person(request, values)


def store_person(request: Any, values: dict[str, Any]) -> Account:
    """Write checked values as a new account; asks no permission."""
    password = values.pop("password", None)
    hashed = None if password is None else passwords_of(request.registry).hash(password)
    account = Account(**values, password_hash=hashed, created=request.now)
    try:
        with request.db.begin_nested():
            request.db.add(account)
    except IntegrityError:
        raise InvalidPerson({"login": "Somebody else has this log-in name."}) from None
    record(request, "person.added", account, subject=account.name, **_facts(account))
    return account


def change_person(
    request: Any, account: Account, *, name: str, role: str, email: str | None = None
) -> None:
    """Change name, address or role. Raises `InvalidPerson`, `LastAdmin`, `HTTPForbidden`."""
    allow_managing(request)
    values = check_fields(request, account.id, name=name, email=email, role=role)
    guard_admin_role(request, account.role, values["role"])
    if account.role == ADMIN != values["role"]:
        keep_an_admin(request, account)
    before, renamed = _facts(account), account.name != values["name"]
    for field, value in values.items():
        setattr(account, field, value)
    record(
        request, "person.changed", account, subject=account.name, before=before, **_facts(account)
    )
    if renamed:
        tell_renamed(request, account)


def suspend(request: Any, account: Account) -> None:
    """Refuse the person from the next request on; what they wrote stays.

    Raises `LastAdmin`, `HTTPForbidden`.
    """
    allow_managing(request)
    guard_admin_role(request, account.role)
    if account.role == ADMIN and not account.suspended:
        keep_an_admin(request, account)
    account.suspended = True
    end_sessions(request, account.id)
    withdraw(request.db, SET_PASSWORD, account.id)
    record(request, "person.suspended", account, subject=account.name, **_facts(account))


def resume(request: Any, account: Account) -> None:
    """Let a suspended person log in again."""
    allow_managing(request)
    guard_admin_role(request, account.role)
    if account.deleted is not None:
        raise PeopleError("This account is deleted; add the person anew.")
    account.suspended = False
    record(request, "person.resumed", account, subject=account.name, **_facts(account))


def log_out_everywhere(request: Any, account: Account) -> int:
    """End every log-in of a person, one's own or, with `manage_people`, anybody's."""
    if request.identity is None or request.identity.id != account.id:
        allow_managing(request)
    ended = end_sessions(request, account.id)
    record(request, "person.logged-out-everywhere", account, subject=account.name)
    return ended


def _facts(account: Account) -> dict[str, Any]:
    return {
        "login": account.login,
        "email": account.email,
        "role": account.role,
    }


def keep_an_admin(request: Any, leaving: Account) -> None:
    """Refuse to lose the last active administrator, also when two of them go at once."""
    admins = request.db.scalars(
        select(Account.id)
        .where(Account.role == ADMIN, Account.suspended.is_(False))
        .order_by(Account.id)
        .with_for_update()
    ).all()
    if set(admins) <= {leaving.id}:
        raise LastAdmin
