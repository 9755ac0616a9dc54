"""`mastaba doors`, and the page of the documentation that it writes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from mastaba.cli import mastaba
from mastaba.testing.crawl import Crawl
from mastaba.testing.sweep import Hole, Report
from tests.functional.cli.conftest import write_ini


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


class Played:
    """A rehearsal that has been held: what it found is given."""

    def __init__(self, holes: list[Hole], leaks: list[tuple[str, int, str]]) -> None:
        self._report = Report(asked=12, opened=Counter({OPENED: 7}), holes=holes)
        self._crawl = Crawl({"/", "/news"}, leaks)

    def __enter__(self) -> Played:
        return self

    def __exit__(self, *_error: object) -> None: ...

    def sweep(self) -> Report:
        return self._report

    def crawl(self) -> Crawl:
        return self._crawl


OPENED = "GET /PAGE (mastaba_pages.views:page)"
HOLES = [Hole(f"GET /PAGE/@@{n}", "visitor", "draft", "tells the title") for n in range(50)]


@pytest.mark.parametrize(
    ("played", "code", "said"),
    [
        (Played([], []), 0, "No hole found; the planted ones were."),
        (Played(HOLES[:1], []), 1, "GET /PAGE/@@0 as visitor, draft: tells the title"),
        (Played(HOLES, []), 1, "... and 10 more"),
        (Played([], [("/news", 3, "summary")]), 1, "/news tells summary"),
    ],
)
def test_a_sweep_prints_what_was_opened_and_fails_on_a_hole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, played: Played, code: int, said: str
) -> None:
    monkeypatch.setattr("mastaba.testing.Rehearsal.at", lambda _url, _settings: played)
    ini = tmp_path / write_ini(tmp_path, f"sqlite:///{tmp_path / 'site.sqlite'}")
    result = CliRunner().invoke(mastaba, ["-c", str(ini), "doors", "--sweep"])
    assert result.exit_code == code
    assert said in result.output
    assert "      7        0  GET /PAGE\n" in result.output
