"""Ini files written from the declarations."""

from __future__ import annotations

from configparser import ConfigParser

import pytest
from scripts.ini_files import FILES, ROOT, IniFile, text_of

from mastaba.cli.ini_text import ini_text
from mastaba.settings import declared
from mastaba.testing import ScratchSite


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_files_in_the_repository_are_up_to_date(file: IniFile) -> None:
    found = (ROOT / file.name).read_text(encoding="utf-8")
    assert found == text_of(file), "run: .venv/bin/python scripts/ini_files.py"


def test_chosen_keys_are_set_and_all_others_shown() -> None:
    site = ScratchSite("sqlite://")
    text = ini_text(site.registry, {"mastaba.env": "development"}, heading="First.\nSecond.")
    site.close()
    parser = ConfigParser()
    parser.read_string(text, "x.ini")
    assert dict(parser["app:main"]) == {"use": "egg:mastaba", "mastaba.env": "development"}
    assert text.startswith("# First.\n# Second.\n")
    for item in declared(site.registry):
        assert f"{item.key} =" in text
        assert item.help.split(".")[0].split()[0] in text
