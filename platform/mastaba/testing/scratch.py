"""An application on a scratch database: act as somebody, send requests, count statements."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session
from webtest import TestApp

from mastaba import configure
from mastaba.cli.application import close, command_request
from mastaba.cli.migrate import bring_up_to_date
from mastaba.clock import utc_now
from mastaba.db import Database
from mastaba.security.cookies import SESSION_COOKIE, cookies_of
from mastaba.security.csrf import FIELD, make_token
from mastaba.security.models import Account, AuthSession
from mastaba.security.policy import Identity
from mastaba.security.sessions import token_hash
from mastaba.security.visitor_forms.tickets import FIELD as TICKET
from mastaba.security.visitor_forms.tickets import make_ticket
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings

LOOPBACK_DEVELOPMENT = {
    "mastaba.env": "development",
    "mastaba.session.secure": "no",
    # Accounts of one test need no costly hashes.
    "mastaba.login.hash_memory": "64KiB",
    "mastaba.login.hash_time": "1",
}
TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class ScratchSite:
    """An application on the database at `url` (an SQLAlchemy address), with further settings.

    `ScratchSite(url, {"mastaba.plugins": "event"})`. Raises what the start of the application
    raises: `SettingsError`, `PluginError`.
    """

    def __init__(self, url: str, settings: Mapping[str, str] | None = None) -> None:
        self.url = url
        chosen = {**LOOPBACK_DEVELOPMENT, "mastaba.database.url": url, **(settings or {})}
        self.config = configure(chosen)
        self.registry = self.config.registry
        self.database: Database = self.registry[Database]
        _forget_durability(self.database)
        self.application = self.config.make_wsgi_app()

    def migrate(self) -> None:
        """Make the tables of the core and of every enabled plugin, and the first site."""
        bring_up_to_date(self.registry, lambda _line: None)

    def close(self) -> None:
        """Close the connections; the database stays."""
        close(self.registry)

    def request(self, role: str | None = None) -> AbstractContextManager[Any]:
        """A request in one transaction, as an account of this role; None = the system.

        `with site.request() as request: page = create(request, parent, Page, {...})`
        """
        identity = None if role is None else identity_of(self.account(role))
        return command_request(self.config, identity)

    def account(self, role: str) -> Account:
        """The account named like its role, made when it is not there yet (it has no password)."""
        with Session(self.database.writes, expire_on_commit=False) as session, session.begin():
            found = session.scalar(select(Account).where(Account.login == role))
            return found or _new_account(session, role)

    def client(self, role: str | None = None) -> Client:
        """A browser without script, logged in as the account of `role`; None = a visitor."""
        return Client(self, None if role is None else self.log_in(role))

    def log_in(self, role: str) -> str:
        """Begin a log-in session for the account of `role`; return the cookie's value."""
        token, now = secrets.token_urlsafe(32), utc_now()
        begun = {"created": now, "seen": now, "expires": now + timedelta(days=1)}
        account_id = self.account(role).id
        with Session(self.database.writes) as session, session.begin():
            session.add(AuthSession(token_hash=token_hash(token), account_id=account_id, **begun))
        return token

    @property
    def cookie_name(self) -> str:
        """Name of the log-in cookie of this install."""
        return cookies_of(self.registry).name(SESSION_COOKIE)

    def statements(self) -> AbstractContextManager[list[str]]:
        """Collect the SQL of a block: `with site.statements() as sql: ...; len(sql) <= 6`."""
        return statements(self.database)


class Client(TestApp):  # type: ignore[misc] # webtest is untyped
    """A WebTest application that knows its form token."""

    def __init__(self, site: ScratchSite, token: str | None) -> None:
        super().__init__(site.application)
        self._registry = site.registry
        self._key = settings_of(site.registry, CoreSettings).signing_keys[0]
        self._token = token
        if token is not None:
            self.set_cookie(site.cookie_name, token)

    @property
    def csrf(self) -> dict[str, str]:
        """The form field that proves where a form comes from; empty for a visitor."""
        return (
            {} if self._token is None else {FIELD: make_token(self._key, f"session {self._token}")}
        )

    def ticket(self, node: Any, name: str, *, age: timedelta = timedelta(0)) -> dict[str, str]:
        """The field that a visitors' form for `@@name` of `node` holds, opened `age` ago.

        `node` is anything with a uid, or the uid.
        """
        uid = node if isinstance(node, str) else node.uid
        return {TICKET: make_ticket(self._registry, uid, name, utc_now() - age)}

    def send(self, path: str, fields: Mapping[str, Any] | None = None, **options: Any) -> Any:
        """POST a form with its token; `options` are WebTest's (`status=`, `headers=`, ...)."""
        return self.post(path, {**self.csrf, **(fields or {})}, **options)


def identity_of(account: Account) -> Identity:
    """The identity that a request of this account has."""
    return Identity(account.id, account.uid, account.login, account.name, account.role)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect the SQL sent to a database, transaction control left out."""
    seen: list[str] = []

    def on_execute(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if not sql.lstrip().upper().startswith(TRANSACTION_WORDS):
            seen.append(sql)

    # A server's reading engine is the writing one with an option, and hears the same events.
    engines = [database.writes] + ([database.reads] if database.is_sqlite else [])
    for engine in engines:
        event.listen(engine, "before_cursor_execute", on_execute)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", on_execute)


def _new_account(session: Session, role: str) -> Account:
    account = Account(login=role, name=role.capitalize(), role=role, created=utc_now())
    session.add(account)
    session.flush()
    return account


def _forget_durability(database: Database) -> None:
    """A scratch database need not survive a power cut; waiting for the disk costs most."""
    if database.is_sqlite:
        for engine in (database.reads, database.writes):
            event.listen(engine, "connect", _no_sync)


def _no_sync(dbapi: Any, _record: Any) -> None:
    dbapi.execute("PRAGMA synchronous=OFF")
