"""Records of a source: the importer that docs/import.md shows, on both databases."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mastaba.api import OperationError, create, delete_record, find_at, publish
from mastaba.content.importing import Importers, Report, run_import
from mastaba.testing import ScratchSite
from tests.conftest import CHECKOUT
from tests.support.clinic import Visit, Vote, open_clinic

PAGE = (CHECKOUT / "docs" / "import.md").read_text()
CODE = re.search(r"```python\n# votes.py\n(.*?)```", PAGE, re.DOTALL)
HEAD = "number,page,points\n"


@pytest.fixture
def clinic(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """Two public visits, and the importer of the documentation."""
    site = open_clinic(make_site(), extended=False)
    assert CODE is not None
    example: dict[str, Any] = {"Vote": Vote}
    exec(CODE[1].replace("from event.models import Vote", ""), example)  # noqa: S102 - our own documentation
    example["includeme"](site.config)
    site.config.commit()
    with site.request() as request:
        for title in ("One", "Two"):
            publish(request, create(request, find_at(request, "/"), Visit, {"title": title}))
    return site


def run(site: ScratchSite, source: Path, text: str, **options: str) -> Report:
    source.write_text(HEAD + text)
    importer = site.registry[Importers].by_name["votes"]
    return run_import(site.request, importer, source, options=options)


def numbers(report: Report) -> tuple[int, int, dict[str, int]]:
    count = report.kinds["vote"]
    return count.created, count.updated, dict(count.skipped)


def test_records_come_in_and_stay_as_people_leave_them(
    clinic: ScratchSite, tmp_path: Path
) -> None:
    source = tmp_path / "votes.csv"
    first = "1,one,3\n2,two,1\n3,gone,5\n4,one,4\n5,one,2\n4,two,1\n"
    report = run(clinic, source, first, least="2")
    assert numbers(report) == (4, 0, {"its page is not here": 1, "named twice": 1})
    assert [one.reason for one in report.refused] == ["not here", "named twice"]
    with clinic.request() as request:
        rows = request.catalog(Vote).visible().rows(10)
        assert [(row.node_path, row.points) for row in rows] == [
            ("/one", 3), ("/two", 2), ("/one", 4), ("/one", 2),
        ]  # fmt: skip
        assert len(request.catalog(Vote).visible().below(find_at(request, "/one")).rows(9)) == 3
        delete_record(request, request.db.get(Vote, rows[0].id))
    report = run(clinic, source, "1,one,3\n2,two,1\n4,one,5\n5,one,2\n6,two,3\n", least="2")
    assert numbers(report) == (1, 1, {"deleted here": 1, "unchanged": 2})
    with clinic.request() as request:
        found = sorted(row.points for row in request.catalog(Vote).visible().rows(10))
        assert found == [2, 2, 3, 5]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_options_and_records_that_are_refused(clinic: ScratchSite, tmp_path: Path) -> None:
    source = tmp_path / "votes.csv"
    report = run(clinic, source, "1,one,3\n2,one,4000000\n3,one,many\n4,gone/far,1\n")
    assert report.kinds["vote"].created == 1
    assert {one.detail.partition(":")[0] for one in report.refused} == {
        "1 waits for a page at /gone/far",
        "points",
        "Expected points as a number, not “many”.",
    }
    with pytest.raises(OperationError, match="has no option “most”; it has least: The fewest"):
        run(clinic, source, "", most="2")
