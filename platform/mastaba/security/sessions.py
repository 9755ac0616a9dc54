"""Log-in sessions: a random token in a cookie, its SHA-256 in the database.

A session ends when it is not used for `mastaba.session.idle`, after `mastaba.session.absolute`
whatever happens, when its row is deleted, and when its account is suspended: all four are part
of the one query that reads it. The cookie's value is in no log and never accepted from a URL.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mastaba.db import Database
from mastaba.security.cookies import SESSION_COOKIE, Cookies, cookies_of
from mastaba.security.identity import Identity, identity_of
from mastaba.security.log_text import one_line
from mastaba.security.membership import joined_groups, split_groups
from mastaba.security.models import Account, AuthSession
from mastaba.security.wire_form import SAFE_METHODS
from mastaba.settings import settings_of
from mastaba.settings.core import SessionSettings

PRUNE_EVERY = timedelta(hours=6)
SEEN_EVERY = timedelta(minutes=5)  # how exact "last seen" is; a write per request would cost more


def token_hash(token: str) -> str:
    """SHA-256 of a random token, as hexadecimal text."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def find_identity(request: Any) -> Identity | None:
    """The identity behind the session cookie; a cookie that means nothing is cleared."""
    cookies = cookies_of(request.registry)
    name = cookies.name(SESSION_COOKIE)
    if name not in request.environ.get("HTTP_COOKIE", "") or name not in request.cookies:
        return None  # most visitors have none, and reading a cookie header takes a while
    token = cookies.read(request, SESSION_COOKIE)
    row = _read(request, token) if token else None
    if row is None:
        request.add_response_callback(_forget(cookies))
        return None
    account, session, groups = row
    _mark_seen(request, session)
    return identity_of(account, session.id, split_groups(groups))


def find_account(request: Any, account_id: int) -> Identity | None:
    """The identity of an account as it is now; None when it is suspended or gone."""
    account = request.db.get(Account, account_id)
    return None if account is None or account.suspended else identity_of(account)


def _read(request: Any, token: str) -> Any:
    idle = settings_of(request.registry, SessionSettings).idle
    statement = (
        select(Account, AuthSession, joined_groups())
        .join(AuthSession, AuthSession.account_id == Account.id)
        .where(
            AuthSession.token_hash == token_hash(token),
            AuthSession.expires > request.now,
            AuthSession.seen > request.now - idle,
            Account.suspended.is_(False),
        )
    )
    if request.method in SAFE_METHODS:
        return request.db.execute(statement).first()
    with reading(request) as session:
        return session.execute(statement).first()


@contextmanager
def reading(request: Any) -> Iterator[Session]:
    """A short read of its own: on SQLite `request.db` of an unsafe request locks all writers."""
    database: Database = request.registry[Database]
    with database.reading_session() as session:
        yield session


def _mark_seen(request: Any, session: AuthSession) -> None:
    """Note the use of a session; the one thing that a GET of a logged-in person may write."""
    idle = settings_of(request.registry, SessionSettings).idle
    if request.now - session.seen < min(SEEN_EVERY, idle / 10):
        return
    statement = update(AuthSession).where(AuthSession.id == session.id).values(seen=request.now)
    with suppress(OperationalError), request.writing() as writer:  # busy: the next one notes it
        writer.execute(statement)


def start_session(request: Any, account: Account) -> Identity:
    """Log `account` in: a new session replaces the one the browser had (no fixation)."""
    cookies = cookies_of(request.registry)
    _end_current(request, cookies)
    settings = settings_of(request.registry, SessionSettings)
    token = secrets.token_urlsafe(32)
    session = AuthSession(
        token_hash=token_hash(token),
        account_id=account.id,
        created=request.now,
        seen=request.now,
        expires=request.now + settings.absolute,
        user_agent=one_line(request.environ.get("HTTP_USER_AGENT", ""), 300),
        address=one_line(request.environ.get("REMOTE_ADDR", ""), 64),
    )
    request.db.add(session)
    account.last_login = request.now
    request.db.flush()
    request.add_response_callback(
        lambda _request, response: cookies.set(
            response, SESSION_COOKIE, token, lasting=settings.absolute
        )
    )
    return identity_of(account, session.id)


def end_session(request: Any) -> None:
    """Log the browser out: its session is deleted and its cookie cleared."""
    cookies = cookies_of(request.registry)
    _end_current(request, cookies)
    request.add_response_callback(_forget(cookies))


def end_sessions(request: Any, account_id: int) -> int:
    """Delete every session of an account; returns how many there were."""
    statement = delete(AuthSession).where(AuthSession.account_id == account_id)
    return int(request.db.execute(statement).rowcount)


def prune_sessions(request: Any) -> None:
    """Delete sessions that have ended by themselves. A periodic job."""
    idle = settings_of(request.registry, SessionSettings).idle
    ended = or_(AuthSession.expires <= request.now, AuthSession.seen <= request.now - idle)
    request.db.execute(delete(AuthSession).where(ended))


def _end_current(request: Any, cookies: Cookies) -> None:
    token = cookies.read(request, SESSION_COOKIE)
    if token:
        statement = delete(AuthSession).where(AuthSession.token_hash == token_hash(token))
        request.db.execute(statement)


def _forget(cookies: Cookies) -> Any:
    return lambda _request, response: cookies.clear(response, SESSION_COOKIE)
