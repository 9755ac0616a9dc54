"""Sites with pages and media, for every test of the plugin."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mastaba.testing import ScratchSite
from tests.conftest import need_postgres
from tests.support import databases, reuse
from tests.support.run import worker_folder

PLUGINS = "pages media"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database of a site with pages and media, once per kind."""
    if request.param == "postgres":
        need_postgres(request.config)
    return databases.renewed(request.param, PLUGINS)


@pytest.fixture
def files() -> Iterator[Path]:
    """The folder in which the site keeps files; empty at first."""
    folder = worker_folder() / "media"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def site(database: str, files: Path) -> Iterator[ScratchSite]:
    """The application with pages and media, in loopback development, on a fresh database."""
    chosen = {"mastaba.plugins": PLUGINS, "mastaba.media.folder": str(files)}
    borrowed = reuse.borrow(database, chosen)
    yield borrowed
    reuse.give_back(borrowed)
