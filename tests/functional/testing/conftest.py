"""The suites of `mastaba.testing` on this checkout's own sites and databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mastaba.testing import ScratchSite
from mastaba.testing.databases import Databases
from tests.conftest import need_postgres
from tests.support import postgres
from tests.support.databases import PLUGINS


@pytest.fixture
def shared_site(site: ScratchSite) -> ScratchSite:
    """The suites share a site between their tests; here each has its own."""
    return site


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    if request.param == "postgres":
        need_postgres(request.config)
    found: str = request.param
    return found


@pytest.fixture
def databases(kind: str, tmp_path: Path) -> Iterator[Databases]:
    """What gives a plugin's tests their databases."""
    server = (
        postgres.sqlalchemy_address(postgres.server(), "postgres") if kind == "postgres" else ""
    )
    found = Databases(tmp_path, server)
    yield found
    found.close()


@pytest.fixture
def empty_site(kind: str, databases: Databases, tmp_path: Path) -> Iterator[ScratchSite]:
    """An application on a database without a table."""
    with databases.empty(kind) as address:
        site = ScratchSite(address, {"here": str(tmp_path), **PLUGINS})
        yield site
        site.close()
