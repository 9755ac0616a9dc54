"""Records of a source, in batches: each made with its row of the ledger in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from mastaba.content.importing.apply import DELETED, EDITED, UNCHANGED, detail_of
from mastaba.content.importing.files import Transactions
from mastaba.content.importing.ledger import Ledger, mark_of, short
from mastaba.content.importing.plan import Note, Refused
from mastaba.content.importing.records import ImportRecord, ImportRecords, NewRecord
from mastaba.content.importing.report import Report
from mastaba.content.operations import OperationError
from mastaba.db.uuid7 import is_uid, uuid7
from mastaba.tree.models import Node

NO_NODE = "its page is not here"
HERE = "here already"
TWICE = "named twice"
USED = "The source has two of this name; the first is taken."


@dataclass(frozen=True)
class RecordRun:
    """Applies the records of one plan; `uids` are those of the nodes, by their keys."""

    transactions: Transactions
    ledger: Ledger
    uids: Mapping[str, str]
    report: Report
    records: ImportRecords

    def apply_all(self, done: Callable[[int], None]) -> None:
        """All of them; `done` is told how many of each batch."""
        for batch in self._batches():
            with self.transactions() as request:
                self._apply(request, batch)
            done(len(batch))

    def _batches(self) -> Iterator[list[ImportRecord]]:
        batch: list[ImportRecord] = []
        for item in self._wanted():
            batch.append(item)
            if len(batch) == self.records.batch:
                yield batch
                batch = []
        if batch:
            yield batch

    def _wanted(self) -> Iterator[ImportRecord]:
        """Those whose node is there; the others are counted."""
        for item in self.records.read():
            if isinstance(item, Refused):
                self.report.refuse(item)
            elif isinstance(item, Note):
                self.report.note([item])
            elif item.of not in self.uids:
                self.report.skipped(item.kind, NO_NODE)
            else:
                yield item

    def _apply(self, request: Any, batch: Sequence[ImportRecord]) -> None:
        rows = self.ledger.rows(request.db, [item.key for item in batch])
        there = self._there(request, batch, rows)
        fresh: dict[str, ImportRecord] = {}
        for item in batch:
            row = rows.get(short(item.key))
            if item.key in fresh:
                self.report.refuse(Refused(item.kind, TWICE, item.place or item.key, USED))
            elif row is not None:
                self._again(request, item, row, there.get(row.node_uid))
            elif item.uid in there:
                self.report.skipped(item.kind, HERE)
            else:
                fresh[item.key] = item
        self._make(request, list(fresh.values()))

    def _there(
        self, request: Any, batch: Sequence[ImportRecord], rows: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The records that exist, by uid; their rows are loaded when one has to be changed."""
        model = self.records.model
        wanted = {row.node_uid for row in rows.values()} | {item.uid for item in batch if item.uid}
        found = request.db.execute(select(model.uid, model.id).where(model.uid.in_(wanted)))
        return {row.uid: row.id for row in found} if wanted else {}

    def _again(self, request: Any, item: ImportRecord, row: Any, there: int | None) -> None:
        """One that an earlier run made."""
        mark = mark_of(item.data)
        if there is None:
            self.report.skipped(item.kind, DELETED)
        elif row.fingerprint == mark:
            self.report.skipped(item.kind, UNCHANGED)
        elif self._change(request, item, row, there):
            self.ledger.renew(request, item.key, mark)
            self.report.updated(item.kind)
        else:
            self.report.skipped(item.kind, EDITED)

    def _change(self, request: Any, item: ImportRecord, row: Any, there: int) -> bool:
        record = request.db.get_one(self.records.model, there)
        return self.records.change(request, record, item, row.imported)

    def _make(self, request: Any, items: Sequence[ImportRecord]) -> None:
        nodes = self._nodes(request, items)
        new = []
        for item in items:
            node = nodes.get(self.uids[item.of])
            if node is None:
                self.report.skipped(item.kind, NO_NODE)
            else:
                new.append(NewRecord(item, item.uid if is_uid(item.uid) else uuid7(), node))
        refused = self.records.create(request, new) if new else {}
        made = [one for one in new if one.item.key not in refused]
        marks = {one.item.key: (one.uid, mark_of(one.item.data)) for one in made}
        self.ledger.add_made(request, marks)
        for one in new:
            self._count(one.item, refused.get(one.item.key))

    def _count(self, item: ImportRecord, error: OperationError | None) -> None:
        if error is None:
            self.report.created(item.kind)
            return
        place = item.place or item.key
        self.report.refuse(Refused(item.kind, error.reason, place, detail_of(error)))

    def _nodes(self, request: Any, items: Sequence[ImportRecord]) -> dict[str, Node]:
        wanted = {self.uids[item.of] for item in items}
        of_site = select(Node).where(Node.uid.in_(wanted), Node.site_id == request.site.id)
        return {node.uid: node for node in request.db.scalars(of_site)} if wanted else {}
