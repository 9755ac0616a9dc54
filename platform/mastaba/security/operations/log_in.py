"""Log in, log out, change one's own password and devices."""

from __future__ import annotations

import logging
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.interfaces import ISecurityPolicy
from sqlalchemy import delete, or_, select

from mastaba.events import record
from mastaba.security.attempts import attempts_of
from mastaba.security.identity import Identity
from mastaba.security.log_text import one_line
from mastaba.security.models import Account, AuthSession
from mastaba.security.operations.errors import InvalidPerson, LogInRefused, TooManyAttempts
from mastaba.security.operations.fields import fold
from mastaba.security.passwords import MAX_LENGTH, TOO_LONG, password_fault, passwords_of
from mastaba.security.sessions import end_session, end_sessions, reading, start_session

log = logging.getLogger(__name__)


def log_in(request: Any, login: str, password: str) -> Identity:
    """Check name (or e-mail address) and password and begin a session.

    The account is read and the password checked before the transaction begins, so that no
    lock is held meanwhile. Raises `LogInRefused`, `TooManyAttempts`, `HTTPBadRequest` for
    absurdly long input, `HTTPServiceUnavailable` when too many log in at once.
    """
    if len(password) > MAX_LENGTH or len(login) > MAX_LENGTH:
        raise HTTPBadRequest(TOO_LONG)
    name, address = fold(login), str(request.client_addr or "")
    attempts = attempts_of(request.registry)
    seconds = attempts.begin(name, address)
    if seconds:
        raise TooManyAttempts(seconds)
    found = _find(request, name)
    stored = None if found is None or found.suspended else found.password_hash
    passwords = passwords_of(request.registry)
    if not passwords.matches(stored, password) or found is None or stored is None:
        attempts.failed(address)
        log.warning("log-in refused: %s from %s", one_line(name, 80), address)
        raise LogInRefused
    attempts.succeeded(name)
    renewed = passwords.hash(password) if passwords.is_dated(stored) else stored
    return _begin(request, found.id, stored, renewed)


def _find(request: Any, name: str) -> Account | None:
    """The one account of this name, else the one of this e-mail address."""
    matches = or_(Account.login == name, Account.email == name)
    with reading(request) as session:
        found = session.scalars(select(Account).where(matches).limit(3)).all()
    named = [account for account in found if account.login == name]
    chosen = named or list(found)
    return chosen[0] if len(chosen) == 1 else None


def _begin(request: Any, account_id: int, stored: str, renewed: str) -> Identity:
    account: Account | None = request.db.get(Account, account_id)
    if account is None or account.suspended or account.password_hash != stored:
        raise LogInRefused  # changed while the password was being checked
    account.password_hash = renewed
    return enter(request, account, "person.logged-in")


def enter(request: Any, account: Account, action: str) -> Identity:
    """Begin a session for `account`, in whose name `action` is recorded."""
    identity = start_session(request, account)
    become(request, identity)
    record(request, action, account, subject=account.name)
    return identity


def become(request: Any, identity: Identity | None) -> None:
    """From here on the request is made by `identity`."""
    request.registry.getUtility(ISecurityPolicy).become(request, identity)


def log_out(request: Any) -> None:
    """End this browser's session."""
    identity = request.identity
    if identity is not None:
        record(request, "person.logged-out", identity, subject=identity.name)
    end_session(request)
    become(request, None)


def change_own_password(request: Any, current: str, password: str) -> None:
    """Set one's own password; every other device is logged out and this session renewed.

    Raises `InvalidPerson`.
    """
    account: Account = request.db.get(Account, request.identity.id)
    passwords = passwords_of(request.registry)
    if len(current) > MAX_LENGTH or not passwords.matches(account.password_hash, current):
        raise InvalidPerson({"current": "This is not your password."})
    fault = password_fault(password, account.login, account.name, account.email or "")
    if fault:
        raise InvalidPerson({"password": fault})
    account.password_hash = passwords.hash(password)
    end_sessions(request, account.id)
    enter(request, account, "person.password-changed")


def end_own_session(request: Any, session_id: int) -> bool:
    """Log out one of one's own devices; whether there was such a session."""
    statement = delete(AuthSession).where(
        AuthSession.id == session_id, AuthSession.account_id == request.identity.id
    )
    ended = bool(request.db.execute(statement).rowcount)
    if ended:
        record(
            request, "person.device-logged-out", request.identity, subject=request.identity.name
        )
    return ended
