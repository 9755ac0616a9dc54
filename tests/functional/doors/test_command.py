"""`mastaba doors`, and the page of the documentation that it writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mastaba.cli import mastaba
from mastaba.doors import doors_of
from mastaba.doors.markdown import markdown
from mastaba.testing import ScratchSite
from tests.functional.cli.conftest import write_ini

PAGE = Path(__file__).resolve().parents[3] / "docs" / "doors.md"
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@ONE_DATABASE
def test_the_page_lists_the_doors_there_are(site: ScratchSite) -> None:
    written = markdown(doors_of(site.config))
    stale = "run: mastaba doors --markdown docs/doors.md"
    assert PAGE.read_text(encoding="utf-8") == written, stale


def test_the_command_lists_and_writes(tmp_path: Path) -> None:
    ini = tmp_path / write_ini(tmp_path, f"sqlite:///{tmp_path / 'site.sqlite'}")
    listed = CliRunner().invoke(mastaba, ["-c", str(ini), "doors"])
    assert listed.exit_code == 0
    line = next(one for one in listed.output.splitlines() if "mastaba_pages.views:page" in one)
    assert line.split()[:5] == ["GET", "/PAGE", "view", "context", "pages"]
    page = tmp_path / "doors.md"
    written = CliRunner().invoke(mastaba, ["-c", str(ini), "doors", "--markdown", str(page)])
    assert written.exit_code == 0, written.output
    assert "| `/PAGE` | GET | `view` | context | `mastaba_pages.views:page` |" in page.read_text()
