"""One-time links: a person sets a password; the first person makes the first account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from mastaba.events import record
from mastaba.security.identity import Identity
from mastaba.security.models import Account
from mastaba.security.one_time import FIRST_ACCOUNT, SET_PASSWORD, issue, look_up, withdraw
from mastaba.security.operations.errors import InvalidPerson, LinkSpent, PeopleError
from mastaba.security.operations.fields import check_fields
from mastaba.security.operations.log_in import enter
from mastaba.security.operations.people import store_person
from mastaba.security.operations.rights import ADMIN, allow_managing, guard_admin_role
from mastaba.security.passwords import password_fault, passwords_of
from mastaba.security.sessions import end_sessions
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings, ServerSettings, is_loopback

PATHS = {SET_PASSWORD: "/-/set-password", FIRST_ACCOUNT: "/-/first-account"}


def link_to(request: Any, purpose: str, token: str) -> str:
    """The full address of a one-time link, on the configured site and never on the Host sent.

    Only on one's own machine is it the address in use, because its port is often another.
    """
    core = settings_of(request.registry, CoreSettings)
    local = not core.production and is_loopback(settings_of(request.registry, ServerSettings).host)
    base = request.application_url if local and not request.is_system else core.url
    return base + link_path(purpose, token)


def link_path(purpose: str, token: str) -> str:
    """The path and query of a one-time link."""
    return f"{PATHS[purpose]}?{urlencode({'token': token})}"


def make_link(request: Any, account: Account) -> str:
    """A link with which the person sets a password; older ones stop working.

    Raises `PeopleError` for a suspended account, `HTTPForbidden`.
    """
    allow_managing(request)
    guard_admin_role(request, account.role)
    if account.suspended:
        raise PeopleError("This person is suspended. Let them in again first.")
    token = issue(request.db, request.now, SET_PASSWORD, account.id)
    record(request, "person.link-made", account, subject=account.name)
    return link_to(request, SET_PASSWORD, token)


def person_of_link(request: Any, token: Any) -> Account:
    """Whose password a link sets. Raises `LinkSpent`."""
    row = look_up(request.db, request.now, SET_PASSWORD, token)
    account: Account | None = None if row is None else request.db.get(Account, row.account_id)
    if account is None or account.suspended:
        raise LinkSpent
    return account


def set_password_by_link(request: Any, token: Any, password: str) -> Identity:
    """Use a link up: the password is set, every other log-in ends, the person is logged in.

    Raises `LinkSpent`, `InvalidPerson`.
    """
    account = person_of_link(request, token)
    _check_password(account, password)
    hashed = passwords_of(request.registry).hash(password)
    if not withdraw(request.db, SET_PASSWORD, account.id):
        raise LinkSpent
    account.password_hash = hashed
    end_sessions(request, account.id)
    return enter(request, account, "person.password-set")


def set_password(request: Any, account: Account, password: str) -> None:
    """Set somebody's password as an administrator; ends every log-in of the person."""
    allow_managing(request)
    guard_admin_role(request, account.role)
    _check_password(account, password)
    account.password_hash = passwords_of(request.registry).hash(password)
    withdraw(request.db, SET_PASSWORD, account.id)
    end_sessions(request, account.id)
    record(request, "person.password-set", account, subject=account.name)


def nobody_can_log_in(session: Any) -> bool:
    """Whether the first account is still to be made."""
    query = select(Account.id).where(Account.password_hash.is_not(None)).limit(1)
    return session.scalar(query) is None


def first_account_is_open(request: Any, token: Any) -> bool:
    """Whether this is the link that `serve` printed and there is still nobody."""
    row = look_up(request.db, request.now, FIRST_ACCOUNT, token)
    return row is not None and nobody_can_log_in(request.db)


def claim_first_account(
    request: Any, token: Any, *, login: str, name: str, password: str, email: str = ""
) -> Identity:
    """Make the first administrator and log in as them.

    Raises `LinkSpent`, `InvalidPerson`. Of two claims at once one is refused.
    """
    if not first_account_is_open(request, token):
        raise LinkSpent
    values = check_fields(
        request, login=login, name=name, email=email, role=ADMIN, password=password
    )
    if not withdraw(request.db, FIRST_ACCOUNT, None) or not nobody_can_log_in(request.db):
        raise LinkSpent
    return enter(request, store_person(request, values), "person.first-account")


def _check_password(account: Account, password: str) -> None:
    fault = password_fault(password, account.login, account.name, account.email or "")
    if fault:
        raise InvalidPerson({"password": fault})
