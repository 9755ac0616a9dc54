"""A site with this plugin."""

import pytest

pytest_plugins = ["mastaba.testing.fixtures"]


@pytest.fixture(scope="session")
def plugins() -> tuple[str, ...]:
    """The plugins of the site."""
    return ("clumsy",)
