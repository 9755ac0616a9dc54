"""Every door as ten people on pages in every state (cases 104, 105, 111, 112, 119, 130)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mastaba.testing import Rehearsal, ScratchSite


@pytest.fixture
def rehearsal(make_site: Callable[..., ScratchSite]) -> Rehearsal:
    """A scratch site with pages in every state, ten people and the controls."""
    return Rehearsal(make_site())


def everything(report: Any) -> str:
    return "\n".join(map(str, report.holes))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_104_105_every_door_opens_where_the_oracle_says_and_nothing_leaks(
    rehearsal: Rehearsal,
) -> None:
    stage, report = rehearsal.stage, rehearsal.sweep()
    assert not report.holes, everything(report)
    assert report.asked > 3000
    assert (len(stage.people), len(stage.states)) == (10, 12)  # the library is no state
    found = rehearsal.crawl()
    assert found.leaks == []
    assert len(found.visited) > 150
    hidden = set(stage.tokens.planted) - stage.tokens_of(stage.people["visitor"])
    assert len(hidden) >= 500


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_case_104_the_same_on_postgresql_for_every_fifth_state(rehearsal: Rehearsal) -> None:
    report = rehearsal.sweep(every=5)
    assert not report.holes, everything(report)


@pytest.mark.deep
def test_case_104_every_door_on_every_page(rehearsal: Rehearsal) -> None:
    report = rehearsal.sweep(everything=True)
    assert not report.holes, everything(report)
