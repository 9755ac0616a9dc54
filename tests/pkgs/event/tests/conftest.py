"""The plugins that the tests need."""

import pytest

pytest_plugins = ["mastaba.testing.fixtures"]


@pytest.fixture(scope="session")
def plugins():
    return ("pages", "event")
