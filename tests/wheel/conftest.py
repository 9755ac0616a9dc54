"""Fixtures of the packaging tests: built once, installed once, outside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wheel import build


@pytest.fixture(scope="session")
def distributions() -> build.Distributions:
    """The sdist and the wheel of this checkout."""
    return build.distributions()


@pytest.fixture(scope="session")
def programs() -> Path:
    """The `bin` folder of an environment with the wheel; no checkout is near."""
    return build.installed()
