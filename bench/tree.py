"""The tree at 1,000, 100,000 and 1,000,000 nodes on both databases.

    python -m bench.tree [--sizes 1000,100000] [--databases sqlite,postgres] [--check]

Prints a Markdown table for `docs/performance.md`. CPU is this process's; where the database does
the work the time that passed is given too, the least of some rounds. One database is there at a
time, in a temporary folder that is removed.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.cases import deep
from bench.forest import NARROW, make_forest
from bench.tree_cases import (
    WIDE,
    Action,
    fresh,
    last_page,
    latest,
    moving,
    page,
    resolving,
    sharing,
)  # fmt: skip
from mastaba.testing import ScratchSite
from mastaba.tree.checks import check_tree
from tests.support import postgres, run


class Case(NamedTuple):
    """One line; `rounds` times the action is done, and the best counts."""

    name: str
    action: Action
    rounds: int = 30


class Figure(NamedTuple):
    """Milliseconds and statements of one action."""

    cpu: float
    passed: float
    statements: int

    def __str__(self) -> str:
        return f"{self.cpu:.2f} / {self.passed:.2f} ({self.statements})"


def cases(site: ScratchSite) -> list[Case]:
    """Everything that is measured."""
    admin, visitor = f"/admin{WIDE}/", WIDE
    return [
        Case("resolve, depth 3", resolving(site, 3)),
        Case("resolve, depth 8", resolving(site, 8)),
        Case("page, depth 3", page(site, deep(3))),
        Case("page, depth 3, after a change", fresh(site, page(site, deep(3)))),
        Case("page, depth 8, after a change", fresh(site, page(site, deep(8)))),
        Case("wide list, public, first 50", page(site, visitor)),
        Case("wide list, public, last 50", page(site, visitor, query=last_page(site))),
        Case("wide list, admin, first 50", page(site, admin, "editor")),
        Case("wide list, admin, last 50", page(site, admin, "editor", last_page(site))),
        Case("wide list, admin, by title", page(site, admin, "editor", "sort=title"), 3),
        Case("wide list, admin, by change", page(site, admin, "editor", "sort=-modified"), 3),
        Case("dashboard", page(site, "/admin/", "editor"), 5),
        Case("latest 50 to edit, who may all", latest(site, "editor"), 10),
        Case("latest 50 to edit, who may few", latest(site, NARROW), 5),
        Case("move the subtree", moving(site), 4),
        Case("rights of the root", sharing(site), 4),
    ]


def measure(site: ScratchSite, case: Case) -> Figure:
    """The least CPU and time of the rounds, after one that warms up."""
    case.action()
    with site.statements() as sql:
        case.action()
    cpu, passed = [], []
    for _ in range(case.rounds):
        began, clock = time.process_time(), time.perf_counter()
        case.action()
        cpu.append(time.process_time() - began)
        passed.append(time.perf_counter() - clock)
    return Figure(min(cpu) * 1000, min(passed) * 1000, len(sql))


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="mastaba-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'forest.sqlite'}"
        return
    address = postgres.create("forest")
    try:
        yield address
    finally:
        postgres.drop("forest")


def report(kind: str, size: int, only: str, check: bool) -> dict[str, Figure]:
    """Build one forest, measure it, and say so on the way."""
    with database(kind) as url:
        began = time.perf_counter()
        site = make_forest(url, size)
        print(f"{kind}, {size:,} nodes: built in {time.perf_counter() - began:.0f} s", flush=True)
        if check:
            assert not list(check_tree(site.registry)), "the tree is not what it should be"
        gc.collect()
        found = {}
        for case in cases(site):
            if only in case.name:
                found[case.name] = measure(site, case)
                print(f"  {case.name:34} {found[case.name]}", flush=True)
        site.close()
        return found


def main() -> None:
    """The table: a column for each size, a table for each database."""
    parser = argparse.ArgumentParser(prog="python -m bench.tree", description=__doc__)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--databases", default="sqlite,postgres")
    parser.add_argument("--only", default="")
    parser.add_argument("--check", action="store_true", help="compare with a recomputation")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    run.begin()
    try:
        for kind in options.databases.split(","):
            found = {s: report(kind, s, options.only, options.check) for s in sizes}
            print_table(kind, found)
    finally:
        postgres.stop(run.folder())
        run.end(run.folder())


def print_table(kind: str, found: dict[int, dict[str, Figure]]) -> None:
    """Markdown."""
    print(f"\n| {kind} | " + " | ".join(f"{size:,}" for size in found) + " |")
    print("| --- " * (len(found) + 1) + "|")
    for name in next(iter(found.values())):
        print(f"| {name} | " + " | ".join(str(of[name]) for of in found.values()) + " |")


if __name__ == "__main__":
    main()
