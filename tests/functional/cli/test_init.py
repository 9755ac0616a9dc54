"""`mastaba init`: a site's files, without a question."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from mastaba.cli.ini_file import new_secret
from mastaba.cli.mistakes import Mistake
from tests.functional.cli.conftest import Run


def test_it_writes_a_private_ini_file_and_says_what_comes_next(run: Run, tmp_path: Path) -> None:
    result = run("init", "site")
    assert result.exit_code == 0
    path = tmp_path / "site" / "mastaba.ini"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "mastaba -c site/mastaba.ini migrate" in result.output
    assert "mastaba -c site/mastaba.ini serve" in result.output


def test_what_it_writes_starts_and_passes_its_own_check(run: Run, tmp_path: Path) -> None:
    run("init")
    assert run("migrate").exit_code == 0
    checked = run("check")
    assert checked.exit_code == 0, checked.output
    database = tmp_path / "mastaba.sqlite"
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


def test_a_plugin_of_which_a_part_is_not_installed_is_not_enabled(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mastaba.plugins.discover.missing_packages", lambda *_asked: ["ink"])
    assert run("init").exit_code == 0
    enabled = re.search("^mastaba.plugins = ?(.*)$", (tmp_path / "mastaba.ini").read_text(), re.M)
    assert enabled is not None and enabled[1] == ""


def test_each_site_has_a_secret_of_its_own(run: Run, tmp_path: Path) -> None:
    run("init", "one")
    run("init", "two")
    secrets = {
        re.findall(r"^mastaba.secret = (\S{64})$", path.read_text(), re.M)[0]
        for path in tmp_path.glob("*/mastaba.ini")
    }
    assert len(secrets) == 2
    assert "%" not in new_secret()


def test_it_never_replaces_a_file(run: Run, tmp_path: Path) -> None:
    run("init")
    before = (tmp_path / "mastaba.ini").read_text()
    result = run("init")
    assert isinstance(result.exception, Mistake)
    assert "is there already" in str(result.exception)
    assert (tmp_path / "mastaba.ini").read_text() == before


def test_a_folder_that_cannot_be_made_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("init", "file/site")
    assert isinstance(result.exception, Mistake)
    assert str(result.exception) == "file/site/mastaba.ini cannot be written (Not a directory)."
