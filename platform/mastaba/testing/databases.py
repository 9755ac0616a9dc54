"""Fresh migrated databases for a plugin's tests: migrated once, copied for each test."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

from mastaba.testing.scratch import ScratchSite

SQLITE, POSTGRES = "sqlite", "postgres"
SERVER = "MASTABA_TEST_POSTGRES"
NO_SERVER = (
    f"Tried on SQLite only. For PostgreSQL, too, set {SERVER} to the address of a server that may "
    "be filled with databases, such as postgresql+psycopg://postgres@localhost/postgres."
)


class Databases:
    """`Databases(folder, server)`: SQLite files in `folder`, databases on the server.

    `server` is the SQLAlchemy address of any database there, by an account that may make others;
    "" for none.
    """

    def __init__(self, folder: Path, server: str = "") -> None:
        self._folder = folder
        self._server = make_url(server) if server else None
        self._templates: dict[Any, str] = {}

    @contextmanager
    def empty(self, kind: str) -> Iterator[str]:
        """The address of a database without a table, for the block."""
        with self._temporary(kind, None) as address:
            yield address

    @contextmanager
    def migrated(self, kind: str, settings: Mapping[str, str]) -> Iterator[str]:
        """The address of a fresh database, migrated for the plugins of these settings."""
        key = (kind, tuple(sorted(settings.items())))
        if key not in self._templates:
            self._templates[key] = self._template(kind, settings)
        with self._temporary(kind, self._templates[key]) as address:
            yield address

    def close(self) -> None:
        """Drop the templates."""
        for (kind, _settings), address in self._templates.items():
            self._drop(kind, address)
        self._templates.clear()

    def _template(self, kind: str, settings: Mapping[str, str]) -> str:
        address = self._create(kind, None)
        site = ScratchSite(address, {"here": str(self._folder), **settings})
        site.migrate()
        site.close()
        return address

    @contextmanager
    def _temporary(self, kind: str, template: str | None) -> Iterator[str]:
        address = self._create(kind, template)
        try:
            yield address
        finally:
            self._drop(kind, address)

    def _create(self, kind: str, template: str | None) -> str:
        name = f"mastaba_test_{uuid.uuid4().hex[:16]}"
        if kind == SQLITE:
            path = self._folder / f"{name}.sqlite"
            if template is not None:
                shutil.copyfile(str(make_url(template).database), path)
            return f"sqlite:///{path}"
        origin = "template0" if template is None else make_url(template).database
        self._tell_server(f'CREATE DATABASE "{name}" TEMPLATE "{origin}"')
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _drop(self, kind: str, address: str) -> None:
        name = str(make_url(address).database)
        if kind == SQLITE:
            for file in Path(name).parent.glob(f"{Path(name).name}*"):
                file.unlink()
        else:
            self._tell_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _tell_server(self, statement: str) -> None:
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    @property
    def _url(self) -> URL:
        if self._server is None:
            raise RuntimeError(NO_SERVER)
        return self._server
