"""Start small: any set of plugins whose requirements are met is a whole site, and no more.

The shipped plugins are found by their entry points; two of strangers join them, so that there is
something to leave out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from itertools import combinations
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import DEEP, need_postgres
from tests.support import forks, pkgs, postgres
from tests.support.footprint import Traces, addresses_of, owner
from tests.support.run import folder, once

STRANGERS = {"guestbook": ("pages",), "event": ("pages",)}
USE = ("loaded", "imported", "answered", "shown", "statements", "paths")
EXAMINE = "from tests.support.footprint import main; main()"


def requirements() -> dict[str, tuple[str, ...]]:
    """Every plugin that is shipped with what it requires, and the two of strangers."""
    points = entry_points(group="mastaba.plugins")
    shipped = [p for p in points if p.dist is not None and p.dist.name == "mastaba"]
    needs = {
        point.name: tuple(Requirement(text).name for text in point.load().requires)
        for point in shipped
    }
    return {**needs, **STRANGERS}


def closed_sets(needs: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Sets of plugins that hold all that their members require; the largest is the last.

    Those of at most two, all but one, and all: what plugins do to each other shows in pairs. The
    deep tests try every set.
    """
    most = len(needs)
    for size in range(most + 1) if DEEP else sorted({0, 1, 2, most - 1, most}):
        for chosen in combinations(sorted(needs), size):
            if all(set(needs[name]) <= set(chosen) for name in chosen):
                yield chosen


SETS = list(closed_sets(requirements()))
EVERYTHING = SETS[-1]


@cache
def examined() -> Path:
    """The folder with the traces of every set: made by the worker that needs them first."""
    where = folder() / "start-small"
    with once("start-small"):
        if not where.exists():
            where.mkdir()
            environment = pkgs.environment(where, *STRANGERS, checkout=True)
            done = forks.run(EXAMINE, environment, str(where), *map(" ".join, SETS))
            (where / "errors.txt").write_text(done.stderr)
    return where


def traces(chosen: tuple[str, ...]) -> Traces:
    """The traces of one set; fails with what its process said."""
    kept = examined() / f"{SETS.index(chosen)}.json"
    assert kept.exists(), (examined() / "errors.txt").read_text()[-6000:]
    found: Traces = json.loads(kept.read_text())
    return found


def declared(found: Traces, allowed: tuple[str, ...]) -> Traces:
    """What an application consists of, as far as it is the core's or of one `allowed`."""
    mine = {"", *allowed}
    kinds = {
        kind: [line for line in lines if owner(line, EVERYTHING) in mine]
        for kind, lines in found.items()
        if kind not in USE
    }
    return {kind: lines for kind, lines in kinds.items() if lines}


@pytest.mark.parametrize("chosen", SETS, ids=lambda chosen: "+".join(chosen) or "nothing")
def test_every_closed_set_is_a_site_without_a_trace_of_the_others(
    chosen: tuple[str, ...],
) -> None:
    found = traces(chosen)
    assert found["loaded"] == found["imported"] == sorted(chosen)
    assert found["answered"] == []
    assert declared(found, EVERYTHING) == declared(traces(EVERYTHING), chosen)
    for name in set(EVERYTHING) - set(chosen):
        trace = re.compile(rf"mastaba_{name}|\b{name}_|\b{name}\.[a-z]|/{name}/|-/{name}\b")
        told = [*found["statements"], *found["shown"]]
        assert [match[0] for line in told if (match := trace.search(line))] == []


def test_the_oracle_sees_a_trace() -> None:
    # What is compared with everything must hold something of each plugin that can be left out.
    whole = traces(EVERYTHING)
    lines = [line for kind, found in whole.items() if kind not in USE for line in found]
    assert {owner(line, EVERYTHING) for line in lines} >= set(EVERYTHING)
    assert {"/admin/-/guestbook", "/@@calendar.ics"} <= set(
        addresses_of(whole["doors"], STRANGERS)
    )
    assert any("event_event" in line for line in whole["statements"])


@pytest.mark.postgres
def test_everything_works_on_postgres(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    need_postgres(request.config)
    name = "test_start_small"
    code = (
        "import sys; from tests.support.footprint import examine;"
        "examine(sys.argv[1], sys.argv[2].split(), [])"
    )
    environment = pkgs.environment(tmp_path, *STRANGERS, checkout=True)
    url = postgres.create(name)
    try:
        pkgs.run(code, environment, url, " ".join(EVERYTHING))
    finally:
        postgres.drop(name)
