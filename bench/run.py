"""Measure every case and print the table; exit code 1 when a budget is exceeded."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.bare import make_bare_app
from bench.cases import CASES, Case
from bench.comments import report as report_comments
from bench.content import make_site
from bench.fences import report as report_fences
from bench.flood import report as report_flood
from bench.measure import Call, caller, least
from bench.pictures import report as report_pictures
from bench.queue import report as report_queue
from bench.serving import report as report_serving
from mastaba.testing import ScratchSite

PAGE = "public page, depth 3"
PICTURES = "pictures"
SERVING = "made picture"
COMMENTS = "10,000 comments"
FLOOD = "page under a flood"
QUEUE = "queue of moderators"


def main() -> None:
    """`python -m bench [--rounds N] [--times N] [--only TEXT]`."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        bare = caller(make_bare_app(Path(folder)), "/page/1")
        site = make_site(Path(folder))
        chosen = [case for case in CASES if options.only in case.name]
        failed = _report(site, bare, chosen, options.rounds, options.times)
        site.close()
        if options.only in COMMENTS:
            failed += report_comments(Path(folder), rounds=options.rounds, times=options.times)
        if options.only in QUEUE:
            failed += report_queue(Path(folder), rounds=options.rounds, times=options.times)
        failed += report_pictures(Path(folder)) if options.only in PICTURES else []
        failed += report_serving(Path(folder)) if options.only in SERVING else []
        failed += report_flood(Path(folder)) if options.only in FLOOD else []
    print(f"\nOver budget: {', '.join(failed)}" if failed else "\nAll within their budgets.")
    sys.exit(1 if failed else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="rounds; the best counts")
    parser.add_argument("--times", type=int, default=10, help="requests per case and round")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    return parser.parse_args()


def _report(
    site: ScratchSite, bare: Call, cases: list[Case], rounds: int, times: int
) -> list[str]:
    """Print the table; return what went over its budget."""
    calls = [_call(site, case) for case in cases]
    counts = [_statements(site, call) for call in calls]
    base, *found = least([bare, *calls], rounds=rounds, times=times)
    print(f"bare page: {base * 1000:.3f} ms CPU per request = 1.00\n")
    print(f"{'':24} {'ratio':>6} {'budget':>7} {'ms':>7} {'statements':>11}")
    over = []
    for case, count, seconds in zip(cases, counts, found, strict=True):
        ratio, limit = seconds / base, "" if case.budget is None else f"{case.budget:.1f}"
        counted = f"{count} / {case.statements}"
        print(f"{case.name:24} {ratio:6.2f} {limit:>7} {seconds * 1000:7.3f} {counted:>11}")
        if count > case.statements or (case.budget is not None and ratio > case.budget):
            over.append(case.name)
    if PAGE in (names := [case.name for case in cases]):
        print()
        over += report_fences(site, found[names.index(PAGE)], rounds=rounds)
    return over


def _call(site: ScratchSite, case: Case) -> Call:
    cookie = "" if case.role is None else f"{site.cookie_name}={site.log_in(case.role)}"
    return caller(site.application, case.path, cookie)


def _statements(site: ScratchSite, call: Call) -> int:
    call()
    with site.statements() as sql:
        status = call()
    assert status.startswith(("200", "404")), status
    return len(sql)


if __name__ == "__main__":
    main()
