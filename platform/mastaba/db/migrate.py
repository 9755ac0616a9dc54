"""Run migrations: one history per owner, the core first, one lock round the whole run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from mastaba.db.engine import MIGRATING, Database
from mastaba.db.owners import Owner, folder_of, tables_of

LOCK = 0x6D617374_61 & 0x7FFFFFFF


class MigrationError(Exception):
    """The database cannot be brought to this version; says what to do."""


@dataclass(frozen=True)
class Status:
    """Where an owner's tables are and where this release wants them."""

    owner: str
    current: str | None
    head: str | None

    @property
    def is_current(self) -> bool:
        return self.current == self.head


def status(database: Database, all_owners: list[Owner]) -> list[Status]:
    """Current and wanted revision of every owner; reads only."""
    with database.reads.connect() as connection:
        return [_status(connection, owner, all_owners) for owner in all_owners]


def pending(database: Database, all_owners: list[Owner]) -> list[str]:
    """Names of the owners whose tables are not those of this release."""
    return [item.owner for item in status(database, all_owners) if not item.is_current]


def upgrade(
    database: Database,
    all_owners: list[Owner],
    tell: Callable[[str], None] = lambda _line: None,
) -> None:
    """Bring every owner to its newest revision, calling `tell` with a line for each change."""
    with locked(database) as connection:
        for owner in all_owners:
            before = _status(connection, owner, all_owners)
            if before.is_current:
                continue
            command.upgrade(configuration(owner, all_owners, connection), "head")
            tell(f"{owner.name}: {before.current or 'empty'} -> {before.head}")
        if database.is_sqlite:
            _check_foreign_keys(connection)


def downgrade(database: Database, owner: Owner, all_owners: list[Owner], revision: str) -> None:
    """Take one owner back to `revision` (`base` = no tables)."""
    with locked(database) as connection:
        command.downgrade(configuration(owner, all_owners, connection), revision)


def configuration(owner: Owner, all_owners: list[Owner], connection: Connection) -> Config:
    """Alembic's configuration for one owner."""
    config = Config()
    config.set_main_option("script_location", str(folder_of("mastaba_migrations")))
    config.set_main_option("version_locations", str(owner.versions))
    config.set_main_option("path_separator", "newline")
    plugin_names = [item.name for item in all_owners[1:]]
    config.attributes.update(
        connection=connection,
        version_table=owner.version_table,
        tables=tables_of(owner.name, plugin_names),
    )
    return config


def _status(connection: Connection, owner: Owner, all_owners: list[Owner]) -> Status:
    options = {"version_table": owner.version_table}
    context = MigrationContext.configure(connection, opts=options)
    script = ScriptDirectory.from_config(configuration(owner, all_owners, connection))
    return Status(owner.name, context.get_current_revision(), script.get_current_head())


@contextmanager
def locked(database: Database, *, foreign_keys: bool = False) -> Iterator[Connection]:
    """One connection in one transaction; a second run waits here.

    SQLite enforces `foreign_keys` only if asked: altering a table makes it anew there, and would
    delete what refers to its rows.
    """
    loose = database.is_sqlite and not foreign_keys
    with database.writes.connect() as connection:
        connection.execution_options(**{MIGRATING: True})
        if loose:
            _raw(connection, "PRAGMA foreign_keys=OFF")
        with connection.begin():
            if not database.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            yield connection
        if loose:
            _raw(connection, "PRAGMA foreign_keys=ON")


def _raw(connection: Connection, statement: str) -> None:
    """Outside a transaction, where SQLite listens to this pragma."""
    connection.connection.dbapi_connection.execute(statement)  # type: ignore[union-attr]  # it is connected


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise MigrationError(
            f"The migration would leave {len(broken)} rows without their parents "
            f"(first: {tuple(broken[0])}); nothing was changed."
        )
