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


@pytest.fixture(scope="module")
def known() -> set[str]:
    site = ScratchSite("sqlite://", {"mastaba.plugins": "pages"})
    keys = {item.key for item in declared(site.registry)}
    site.close()
    return keys


def keys_of(path: Path) -> set[str]:
    return set(KEY.findall(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["development.ini", "production.ini"])
def test_an_ini_names_declared_settings_only(name: str, known: set[str]) -> None:
    assert keys_of(CHECKOUT / name) - known == set()


def test_the_production_ini_explains_every_setting(known: set[str]) -> None:
    assert known - keys_of(CHECKOUT / "production.ini") == set()
