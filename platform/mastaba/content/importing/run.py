"""A whole import: plan, reserve the uids, then apply item by item in small transactions.

Killed at any point, the same command goes on where it stopped: what was committed is found in
the ledger, what was not is made with the uid that was reserved for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from mastaba.content.importing.apply import Applier, refusal
from mastaba.content.importing.files import Files, Transactions
from mastaba.content.importing.known import KnownParts
from mastaba.content.importing.ledger import Ledger
from mastaba.content.importing.plan import (
    Converted,
    ImportItem,
    ImportPlan,
    ImportTarget,
    Known,
)
from mastaba.content.importing.record_run import RecordRun
from mastaba.content.importing.registry import Importer
from mastaba.content.importing.report import Report
from mastaba.content.importing.seeking import settle_places, total_of
from mastaba.content.operations import OperationError
from mastaba.db.uuid7 import uuid7
from mastaba.tree.locate import find, find_at
from mastaba.tree.paths import ROOT
from mastaba.tree.slugs import SlugError, check_slug

OWN_TEXT = "the place imported into was there before"

Progress = Callable[[int, int], None]
"""Called with (items done, items in all) after every transaction."""


def run_import(
    transactions: Transactions,
    importer: Importer,
    source: Path,
    into: str | None = None,
    progress: Progress = lambda _done, _total: None,
    publish: bool | None = None,
    options: Mapping[str, str] | None = None,
) -> Report:
    """Import `source` below the node at path `into`, which is made when it is missing.

    `into` None is where such sources usually go; `publish` and `options`: see `ImportTarget`.
    Raises `OperationError` when the place, an option or the source as a whole cannot be used.
    """
    path = _checked(importer.into if into is None else into)
    chosen = importer.chosen(options or {})
    plan = importer.read(source, ImportTarget(path.rpartition("/")[2], publish, chosen))
    report = Report()
    for refused in plan.refused:
        report.refuse(refused)
    report.note(plan.notes)
    run, plan = _begin(transactions, importer, path, plan, report)
    if plan.target is not None:
        run.settle_target(path, plan.target)
    run.apply_all(plan, progress)
    run.files.close()
    run.apply_records(plan, progress)
    return report


def _begin(
    transactions: Transactions, importer: Importer, path: str, plan: ImportPlan, report: Report
) -> tuple[_Run, ImportPlan]:
    """Find the nodes of records, and reserve a uid for every item and file."""
    files = {file.key: file for file in plan.files}
    with transactions() as request:
        found = find_at(request, path, tree=importer.tree)
        if found is None and plan.target is None:
            raise OperationError(f"There is nothing at {path}; choose another place with --into.")
        ledger = Ledger(importer.name, uuid7() if found is None else found.uid)
        plan, places = settle_places(request, ledger, plan, found, report)
        reserved = ledger.reserve(request.db, [*(item.key for item in plan.items), *files])
    uids = {key: uid for key, uid in reserved.items() if key not in files}
    if plan.target is not None:
        uids[plan.target.key] = ledger.target_uid
    taker = Files(transactions, ledger, reserved, files, report)
    there = found is not None
    run = _Run(transactions, importer.tree, ledger, uids, taker, report, there, places)
    return run, plan


@dataclass(frozen=True)
class _Run:
    """What all steps of one import share."""

    transactions: Transactions
    tree: str
    ledger: Ledger
    uids: dict[str, str]
    files: Files
    report: Report
    target_is_there: bool
    places: Mapping[str, str]

    @property
    def known(self) -> Known:
        return KnownParts(self.uids, self.files)

    def applier(self, request: Any) -> Applier:
        return Applier(request, self.ledger, self.uids, self.report, self.tree)

    def apply_all(self, plan: ImportPlan, progress: Progress) -> None:
        done = 0
        for batch in _batches(plan.items, plan.batch):
            ready = [(item, self.converted(item)) for item in batch]
            with self.transactions() as request:
                applier = self.applier(request)
                for item, converted in ready:
                    if converted is not None:
                        applier.apply(item, converted)
            done += len(batch)
            progress(done, total_of(plan))

    def apply_records(self, plan: ImportPlan, progress: Progress) -> None:
        """The records, when every node that they belong to is there."""
        if plan.records is None:
            return
        uids = {**self.uids, **self.places}
        done, total = len(plan.items), total_of(plan)

        def show(number: int) -> None:
            nonlocal done
            done += number
            progress(done, total)

        RecordRun(self.transactions, self.ledger, uids, self.report, plan.records).apply_all(show)

    def converted(self, item: ImportItem) -> Converted | None:
        """What an item becomes; None when its text cannot be converted, which is reported."""
        try:
            converted = item.convert(self.known)
        except ValueError as error:
            self.report.refuse(refusal(item, "not convertible", error))
            return None
        self.report.note(converted.notes)
        for refused in converted.refused:
            self.report.refuse(refused)
        return converted

    def settle_target(self, path: str, target: ImportItem) -> None:
        """Make the node at `path`, or bring it up to date if an import has made it.

        A place that was there before the first import keeps its own text.
        """
        if self.target_is_there and not self._is_ours(target):
            self.report.skipped(target.kind, OWN_TEXT)
            return
        converted = self.converted(target)
        with self.transactions() as request:
            if converted is not None and self.target_is_there:
                self.applier(request).apply(target, converted)
            elif converted is not None:
                self._make_target(request, path, target, converted)
            if find(request, self.ledger.target_uid, tree=self.tree) is None:
                detail = self.report.refused[-1].detail
                raise OperationError(f"{path} cannot be made: {detail}")

    def _is_ours(self, target: ImportItem) -> bool:
        with self.transactions() as request:
            return self.ledger.row(request.db, target.key) is not None

    def _make_target(
        self, request: Any, path: str, target: ImportItem, converted: Converted
    ) -> None:
        parent = self._parent_of(request, path)
        self.ledger.adopt(request.db, target.key)
        self.applier(request).apply(target, converted, parent)

    def _parent_of(self, request: Any, path: str) -> Any:
        above = path.rpartition("/")[0] or ROOT
        parent = find_at(request, above, tree=self.tree)
        if parent is None:
            raise OperationError(
                f"There is nothing at {above} to make {path} in; make that section first, or "
                "choose another place with --into."
            )
        return parent


def _checked(into: str) -> str:
    """The path as the tree writes it. Raises `OperationError` for what cannot be one."""
    segments = [segment for segment in into.split("/") if segment]
    try:
        slugs = [check_slug(slug, at_root=place == 0) for place, slug in enumerate(segments)]
    except SlugError as error:
        raise OperationError(f"--into {into}: {error}") from None
    return ROOT + "/".join(slugs)


def _batches(items: Iterable[ImportItem], size: int) -> Iterator[list[ImportItem]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
