"""Fixtures of pytest for the tests of a plugin; its conftest.py says

    pytest_plugins = ["mastaba.testing.fixtures"]

    @pytest.fixture(scope="session")
    def plugins():
        return ("event",)

`settings` is overridden in the same way: further lines of the ini file, as a dictionary. Every
test that needs a database runs on SQLite, and again on PostgreSQL where `MASTABA_TEST_POSTGRES`
names a server.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from mastaba.testing.databases import NO_SERVER, POSTGRES, SERVER, SQLITE, Databases
from mastaba.testing.maker import Maker
from mastaba.testing.scratch import Client, ScratchSite
from mastaba.testing.work import run_all

NO_PLUGINS = (
    "Say in conftest.py which plugins the tests need, yours included:\n\n"
    '    @pytest.fixture(scope="session")\n'
    "    def plugins():\n"
    '        return ("event",)'
)


@pytest.fixture(scope="session")
def plugins() -> tuple[str, ...]:
    """The plugins of `site`; to be overridden in conftest.py."""
    raise pytest.UsageError(NO_PLUGINS)


@pytest.fixture(scope="session")
def settings() -> dict[str, str]:
    """Further settings of `site`; to be overridden in conftest.py."""
    return {}


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """What makes databases: migrated once, copied for each test."""
    found = Databases(tmp_path_factory.mktemp("mastaba"), os.environ.get(SERVER, ""))
    yield found
    found.close()


@pytest.fixture(scope="session", params=[SQLITE, POSTGRES] if SERVER in os.environ else [SQLITE])
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgres`: a test that needs a database runs once on each that is there."""
    kind: str = request.param
    return kind


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once, and not with every test, what was not tried."""
    if SERVER not in os.environ:
        terminalreporter.write_line(NO_SERVER)


@pytest.fixture(scope="session")
def chosen(plugins: tuple[str, ...], settings: Mapping[str, str]) -> dict[str, str]:
    """The settings of `site`, its plugins included; on a busy machine no fence is too slow."""
    return {"mastaba.fences.time": "1h", "mastaba.plugins": " ".join(plugins), **settings}


@pytest.fixture
def database(database_kind: str, databases: Databases, chosen: dict[str, str]) -> Iterator[str]:
    """The address of a fresh database, migrated for `plugins`."""
    with databases.migrated(database_kind, chosen) as address:
        yield address


@pytest.fixture
def mastaba_app(
    database: str, chosen: dict[str, str], tmp_path: Path
) -> Iterator[Callable[..., ScratchSite]]:
    """`mastaba_app(plugins=("event",), settings={...})`: further applications on `database`.

    One with the same plugins has the settings of `site`, too.
    """
    made: list[ScratchSite] = []

    def start(
        plugins: tuple[str, ...] | None = None, settings: Mapping[str, str] = {}
    ) -> ScratchSite:
        base = chosen if plugins is None else {"mastaba.plugins": " ".join(plugins)}
        made.append(ScratchSite(database, {"here": str(tmp_path), **base, **settings}))
        made[-1].migrate()
        return made[-1]

    yield start
    for site in made:
        site.close()


@pytest.fixture
def site(database: str, chosen: dict[str, str], tmp_path: Path) -> Iterator[ScratchSite]:
    """The application with `plugins` on a fresh database."""
    started = ScratchSite(database, {"here": str(tmp_path), **chosen})
    yield started
    started.close()


@pytest.fixture
def make(site: ScratchSite) -> Maker:
    """`make(Event, title="Concert")` -> `.path`, `.uid`, `.at(request)`; published, as a rule."""
    return Maker(site)


@pytest.fixture
def as_user(site: ScratchSite) -> Callable[[str | None], Client]:
    """`as_user("editor").get("/admin/")`: a browser logged in with a role; None for a visitor."""
    return site.client


@pytest.fixture
def query_count(site: ScratchSite) -> Callable[..., AbstractContextManager[list[str]]]:
    """`with query_count(max=6): ...` fails with the statements when there were more."""

    @contextmanager
    def counted(*, max: int) -> Iterator[list[str]]:
        with site.statements() as sql:
            yield sql
        if len(sql) > max:
            raise AssertionError(
                f"{len(sql)} SQL statements, at most {max} were expected. A query per row is "
                "the usual reason; ask once for all rows. They were:\n" + "\n".join(sql)
            )

    return counted


@pytest.fixture
def run_jobs(site: ScratchSite) -> Callable[..., list[str]]:
    """`run_jobs()` does what waits and returns what each job said.

    `run_jobs(periodic=["event.tidy"])` first calls what is done again and again.
    """
    return lambda periodic=(): run_all(site.registry, periodic)


@pytest.fixture(scope="class")
def shared_site(
    database_kind: str,
    databases: Databases,
    chosen: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ScratchSite]:
    """One application and database for all tests of a class, for the suites."""
    with databases.migrated(database_kind, chosen) as address:
        here = str(tmp_path_factory.mktemp("suite"))
        started = ScratchSite(address, {"here": here, **chosen})
        yield started
        started.close()


@pytest.fixture
def empty_site(
    database_kind: str, databases: Databases, chosen: dict[str, str], tmp_path: Path
) -> Iterator[ScratchSite]:
    """The application with `plugins` on a database without a table, for migrations."""
    with databases.empty(database_kind) as address:
        started = ScratchSite(address, {"here": str(tmp_path), **chosen})
        yield started
        started.close()
