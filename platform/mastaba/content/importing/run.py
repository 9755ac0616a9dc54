"""A whole import: plan, reserve the uids, then apply item by item in small transactions.

Killed at any point, the same command goes on where it stopped: what was committed is found in
the ledger, what was not is made with the uid that was reserved for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import Any

from mastaba.content.importing.apply import Applier
from mastaba.content.importing.ledger import Ledger
from mastaba.content.importing.plan import ImportItem, ImportPlan, ImportTarget
from mastaba.content.importing.registry import Importer
from mastaba.content.importing.report import Report
from mastaba.content.operations import OperationError
from mastaba.db.uuid7 import uuid7
from mastaba.tree.locate import find, find_at
from mastaba.tree.paths import ROOT
from mastaba.tree.slugs import SlugError, check_slug

OWN_TEXT = "the place imported into has its own text"
BATCH = 25
"""Items per transaction: a kill loses at most so many, and visitors' writes wait that long."""

Transactions = Callable[[], AbstractContextManager[Any]]
"""Each call gives a request in a transaction of its own."""

Progress = Callable[[int, int], None]
"""Called with (items done, items in all) after every transaction."""


def run_import(
    transactions: Transactions,
    importer: Importer,
    source: Path,
    into: str = ROOT,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Import `source` below the node at path `into`, which is made when it is missing.

    Raises `OperationError` when the place or the source as a whole cannot be used.
    """
    path = _checked(into)
    plan = importer.read(source, ImportTarget(path.rpartition("/")[2]))
    report = Report()
    for refused in plan.refused:
        report.refuse(refused)
    report.note(plan.notes)
    with transactions() as request:
        ledger, uids = _begin(request, importer.name, path, plan, report)
    _apply_all(transactions, ledger, plan, uids, report, progress)
    return report


def _apply_all(
    transactions: Transactions,
    ledger: Ledger,
    plan: ImportPlan,
    uids: dict[str, str],
    report: Report,
    progress: Progress,
) -> None:
    done = 0
    for batch in _batches(plan.items):
        with transactions() as request:
            applier = Applier(request, ledger, uids, report)
            for item in batch:
                applier.apply(item)
        done += len(batch)
        progress(done, len(plan.items))


def _checked(into: str) -> str:
    """The path as the tree writes it. Raises `OperationError` for what cannot be one."""
    segments = [segment for segment in into.split("/") if segment]
    try:
        slugs = [check_slug(slug, at_root=place == 0) for place, slug in enumerate(segments)]
    except SlugError as error:
        raise OperationError(f"--into {into}: {error}") from None
    return ROOT + "/".join(slugs)


def _begin(
    request: Any, name: str, path: str, plan: ImportPlan, report: Report
) -> tuple[Ledger, dict[str, str]]:
    """Reserve a uid for every item; make the node at `path`, or bring it up to date."""
    found = find_at(request, path)
    ledger = Ledger(name, uuid7() if found is None else found.uid)
    uids = ledger.reserve(request.db, [item.key for item in plan.items])
    if plan.target is not None:
        uids[plan.target.key] = ledger.target_uid
        if found is None:
            _make_place(request, ledger, uids, path, plan.target, report)
        else:
            _refresh_place(request, ledger, uids, plan.target, report)
    return ledger, uids


def _make_place(
    request: Any,
    ledger: Ledger,
    uids: dict[str, str],
    path: str,
    target: ImportItem,
    report: Report,
) -> None:
    parent = _parent_of(request, path)
    ledger.adopt(request.db, target.key)
    Applier(request, ledger, uids, report).apply(target, parent)
    if find(request, ledger.target_uid) is None:
        raise OperationError(f"{path} cannot be made: {report.refused[-1].detail}")


def _refresh_place(
    request: Any, ledger: Ledger, uids: dict[str, str], target: ImportItem, report: Report
) -> None:
    """A place that was there before the first import keeps its own text."""
    if ledger.row(request.db, target.key) is None:
        report.skipped(target.kind, OWN_TEXT)
    else:
        Applier(request, ledger, uids, report).apply(target)


def _parent_of(request: Any, path: str) -> Any:
    above = path.rpartition("/")[0] or ROOT
    parent = find_at(request, above)
    if parent is None:
        raise OperationError(
            f"There is nothing at {above} to make {path} in; make that section first, or choose "
            "another place with --into."
        )
    return parent


def _batches(items: Iterable[ImportItem]) -> Iterator[list[ImportItem]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
