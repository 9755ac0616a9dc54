"""Fixtures of the packaging tests: built once, installed once, outside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.absent import skip_group
from tests.wheel import build


@pytest.fixture(scope="session")
def distributions() -> build.Distributions:
    """The sdist and the wheel of this checkout."""
    return build.distributions()


@pytest.fixture(scope="session")
def programs(request: pytest.FixtureRequest) -> Path:
    """The `bin` folder of an environment with the wheel; no checkout is near."""
    try:
        return build.installed()
    except build.NotInstallableError as error:
        skip_group(request.config, "wheel", f"its packages cannot be installed: {error}")
