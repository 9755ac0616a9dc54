"""Two engines on one address: `reads` refuses every change, `writes` locks when it begins.

Measured reasons: on SQLite BEGIN IMMEDIATE made 400 of 400 contended writes succeed where the
deferred default made 119; a lock error is not retryable for zope.sqlalchemy unless marked.
"""

from __future__ import annotations

from typing import Any

from pyramid_retry import mark_error_retryable
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session
from zope.sqlalchemy import datamanager, register

from mastaba.db.settings import DatabaseSettings

LOCK_ERRORS = ("SQLITE_BUSY", "SQLITE_LOCKED")
MIGRATING = "mastaba migrating"  # option of a connection on which any table may be missing

# With our own BEGIN (below) savepoints work on SQLite; zope.sqlalchemy assumes they do not.
datamanager.NO_SAVEPOINT_SUPPORT.discard("sqlite")


class Database:
    """The engines of one application. Errors: `ValueError` for an address that cannot be read."""

    def __init__(self, settings: DatabaseSettings) -> None:
        self.url = _parse(settings.url)
        make = _sqlite_engines if self.url.get_backend_name() == "sqlite" else _server_engines
        self.reads, self.writes = make(self.url, settings)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def reading_session(self) -> Session:
        """A session on which the database refuses INSERT, UPDATE and DELETE."""
        return Session(self.reads, autoflush=False)

    def writing_session(self, manager: Any) -> Session:
        """A session that commits and aborts with the transaction manager `manager`."""
        session = Session(self.writes)
        register(session, initial_state="changed", transaction_manager=manager)
        return session

    def dispose(self) -> None:
        """Close every connection; one that is in use is closed when it comes back."""
        for engine in (self.reads, self.writes):
            pool = engine.pool
            engine.dispose()
            event.listen(pool, "checkin", _close)


def _close(_driver: Any, record: Any) -> None:
    record.close()


def _parse(address: str) -> URL:
    try:
        return make_url(address)
    except ArgumentError:
        raise ValueError(
            "mastaba.database.url: cannot be read as an address; expected "
            "sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
        ) from None


def _sqlite_engines(url: URL, settings: DatabaseSettings) -> tuple[Engine, Engine]:
    options = {"timeout": settings.connect_timeout}
    how: Any = {"pool_size": settings.pool_size, "hide_parameters": True}
    reads = create_engine(url, connect_args=options, **how)
    writes = create_engine(url, connect_args=options, **how)
    _prepare_sqlite(reads, begin="BEGIN", query_only=True)
    _prepare_sqlite(writes, begin="BEGIN IMMEDIATE", query_only=False)
    return reads, writes


def _prepare_sqlite(engine: Engine, *, begin: str, query_only: bool) -> None:
    def on_connect(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
            dbapi.execute(f"PRAGMA {pragma}")
        dbapi.execute(f"PRAGMA query_only={'ON' if query_only else 'OFF'}")

    def on_begin(connection: Connection) -> None:
        if query_only:
            # SQLAlchemy's own way costs as much as a query, and this BEGIN takes no lock.
            driver: Any = connection.connection.dbapi_connection
            driver.execute(begin)
        else:
            connection.exec_driver_sql(begin)  # a lock error must pass through `handle_error`

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    event.listen(engine, "handle_error", _mark_lock_retryable)


def _mark_lock_retryable(context: ExceptionContext) -> None:
    name = getattr(context.original_exception, "sqlite_errorname", "") or ""
    if name.startswith(LOCK_ERRORS):
        for error in (context.sqlalchemy_exception, context.original_exception):
            if error is not None:
                mark_error_retryable(error)


def _server_engines(url: URL, settings: DatabaseSettings) -> tuple[Engine, Engine]:
    engine = create_engine(
        url,
        pool_size=settings.pool_size,
        hide_parameters=True,  # an error in the log names no password, mail or token
        pool_timeout=settings.connect_timeout,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": settings.connect_timeout,
            "options": f"-c statement_timeout={settings.statement_timeout * 1000} "
            f"-c lock_timeout={settings.connect_timeout * 1000} -c timezone=UTC",
        },
    )
    return engine.execution_options(postgresql_readonly=True), engine
