"""Fixtures for every test, and the hooks that begin and end a run.

Databases: `tests/support/databases.py`. Browser fixtures: `tests/browser/conftest.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.support import absent, postgres, run
from tests.support.shared_data import shared_data as find_shared_data

CHECKOUT = Path(__file__).resolve().parent.parent
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
# Folder below tests/ -> the marker of every test in it.
FOLDER_MARKS = {"browser": "browser", "wheel": "wheel"}

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
    if run.is_controller(config):
        run.begin()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by their folder, and leave the deep ones to `make deep`."""
    for item in items:
        top = item.path.relative_to(CHECKOUT / "tests").parts[0]
        if top in FOLDER_MARKS:
            item.add_marker(FOLDER_MARKS[top])
        if top == "wheel":
            item.add_marker(pytest.mark.xdist_group("wheel"))
    if not DEEP:
        deselected = [item for item in items if item.get_closest_marker("deep")]
        config.hook.pytest_deselected(items=deselected)
        items[:] = [item for item in items if not item.get_closest_marker("deep")]


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
        postgres.stop()
        run.end()


@pytest.fixture(scope="session")
def shared_data(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """`shared_data("markdown-blog-rust")` -> its folder; skips and names what is absent."""
    return lambda name: find_shared_data(request.config, name)
