"""The two ini files: every key in them is a declared setting, and every setting is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mastaba.settings import declared
from mastaba.testing import ScratchSite
from tests.architecture.sources import CHECKOUT

# A key in use, or one shown commented out with its default.
KEY = re.compile(r"^#?\s?(mastaba\.[\w.-]+)\s*=", re.MULTILINE)


PLUGINS = {"development.ini": "pages media comments", "production.ini": "pages"}


def known(name: str) -> set[str]:
    """The keys that are declared by what this file enables."""
    site = ScratchSite("sqlite://", {"mastaba.plugins": PLUGINS[name]})
    keys = {item.key for item in declared(site.registry)}
    site.close()
    return keys


def keys_of(path: Path) -> set[str]:
    return set(KEY.findall(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", PLUGINS)
def test_an_ini_explains_every_setting_of_what_it_enables_and_no_other(name: str) -> None:
    assert keys_of(CHECKOUT / name) == known(name)
