"""Fixtures for every test, and the hooks that begin and end a run.

`site` is the application on a fresh database, on SQLite and again on PostgreSQL. Browser fixtures
are in `tests/browser/conftest.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from mastaba.testing import Client, ScratchSite
from tests.support import absent, databases, postgres, quick, reuse, run, s3
from tests.support.shared_data import shared_data as find_shared_data

CHECKOUT = Path(__file__).resolve().parent.parent
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
# Folder below tests/ -> the marker of every test in it.
FOLDER_MARKS = {"browser": "browser", "wheel": "wheel"}
# Distributions of strangers: their own tests run where they are installed (tests/wheel).
collect_ignore = ["pkgs"]
SLOW_FIRST = {"wheel": 0, "browser": 1}

# Wall time is no criterion on a busy machine; the examples are the same in every run, except in
# the deep one, which looks for new ones.
hypothesis_settings.register_profile(
    "default",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.register_profile("deep", deadline=None, max_examples=5000)
hypothesis_settings.load_profile("deep" if DEEP else "default")


def pytest_configure(config: pytest.Config) -> None:
    quick.look_up_callers_cheaply()
    if run.is_controller(config):
        run.begin()
        for left_behind in run.abandoned():
            _tidy_up(left_behind)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by their folder, the slow ones first; leave the deep ones to `make deep`."""
    for item in items:
        top = _folder(item)
        if top in FOLDER_MARKS:
            item.add_marker(FOLDER_MARKS[top])
        if top == "browser":
            item.add_marker(pytest.mark.flaky(reruns=1))  # named RERUN in the last lines
        if top == "wheel":
            item.add_marker(pytest.mark.xdist_group("wheel"))
    # One worker runs all of wheel/: begun last, it would keep the other waiting at the end.
    items.sort(key=lambda item: SLOW_FIRST.get(_folder(item), len(SLOW_FIRST)))
    if not DEEP:
        deselected = [item for item in items if item.get_closest_marker("deep")]
        config.hook.pytest_deselected(items=deselected)
        items[:] = [item for item in items if not item.get_closest_marker("deep")]


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(CHECKOUT / "tests").parts[0]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    absent.take_over(node.config, node)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if run.is_controller(session.config):
        absent.judge(session)
    else:
        absent.hand_over(session.config)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    absent.report(terminalreporter, config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if run.is_controller(config):
        _tidy_up(run.folder())


def _tidy_up(where: Path) -> None:
    postgres.stop(where)
    s3.stop(where)
    run.end(where)


@pytest.fixture(scope="session")
def shared_data(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """`shared_data("markdown-blog-rust")` -> its folder; skips and names what is absent."""
    return lambda name: find_shared_data(request.config, name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database; the test runs once per kind.

    One kind only: `@pytest.mark.parametrize("database", ["sqlite"], indirect=True)`.
    """
    if request.param == "postgres":
        need_postgres(request.config)
    return databases.renewed(request.param)


def need_postgres(config: pytest.Config) -> None:
    """Skip the test, and name its group, where the wheel's server does not run."""
    try:
        postgres.server()
    except Exception as error:
        absent.skip_group(config, "PostgreSQL", f"the embedded server does not start: {error}")


@pytest.fixture
def make_site(database: str, tmp_path: Path) -> Iterator[Callable[..., ScratchSite]]:
    """`make_site({"mastaba.env": "production", ...})`: new applications on the test's database."""
    made: list[ScratchSite] = []

    def make(settings: Mapping[str, str] | None = None) -> ScratchSite:
        chosen = {"here": str(tmp_path), **databases.PLUGINS, **(settings or {})}
        made.append(ScratchSite(database, chosen))
        quick.share_compiled_templates(made[-1])
        return made[-1]

    yield make
    for site in made:
        site.close()


@pytest.fixture
def site(database: str) -> Iterator[ScratchSite]:
    """The application with its first plugin, in loopback development, on a fresh database."""
    borrowed = reuse.borrow(database)
    yield borrowed
    reuse.give_back(borrowed)


@pytest.fixture
def visitor(site: ScratchSite) -> Client:
    """A browser without script that is not logged in."""
    return site.client()


@pytest.fixture
def editor(site: ScratchSite) -> Client:
    """A browser without script, logged in as an editor."""
    return site.client("editor")


@pytest.fixture
def admin(site: ScratchSite) -> Client:
    """A browser without script, logged in as an administrator."""
    return site.client("admin")
