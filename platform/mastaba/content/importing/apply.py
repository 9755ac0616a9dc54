"""One item at a time: create it, bring it up to date, or leave it alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pyramid.httpexceptions import HTTPForbidden

from mastaba.blocks import carry_uids
from mastaba.content.importing.ledger import Ledger, fingerprint
from mastaba.content.importing.plan import Converted, ImportItem, Refused
from mastaba.content.importing.report import Report
from mastaba.content.models import Content
from mastaba.content.operations import (
    Invalid,
    OperationError,
    add_alias,
    create,
    make_front,
    publish,
    save,
    unpublish,
)
from mastaba.tree.locate import find
from mastaba.tree.publication import PUBLISHED, TRASH

KIND = "import"
UNCHANGED = "unchanged"
EDITED = "edited here since it was imported"
TRASHED = "in the trash here"
DELETED = "deleted here"
NO_PARENT = "its section was not imported"
ADDRESS = "old address"
LEFT_ALONE = "its page was left alone"


class Applier:
    """Applies items inside one transaction; finds each parent once."""

    def __init__(
        self, request: Any, ledger: Ledger, uids: Mapping[str, str], report: Report, tree: str
    ):
        self._request = request
        self._ledger = ledger
        self._uids = uids
        self._expected = frozenset(uids.values())
        self._report = report
        self._tree = tree
        self._nodes: dict[str, Any] = {}

    def apply(self, item: ImportItem, converted: Converted, parent: Any = None) -> None:
        """Do what `item` asks for and count it. Never raises for what the source says.

        `parent` is the node it goes below when that is no item of the plan.
        """
        try:
            with self._request.db.begin_nested():
                node = self._apply(item, converted, parent)
        except (OperationError, HTTPForbidden) as error:
            if isinstance(error, OperationError) and error.stops:
                raise
            self._report.refuse(refusal(item, _reason(error), error))
            node = None
        self._lead_there(node, converted.addresses)

    def _apply(self, item: ImportItem, converted: Converted, parent: Any) -> Any:
        """The node that was made or brought up to date; None when it was left alone."""
        row = self._ledger.row(self._request.db, item.key)
        node = find(self._request, row.node_uid, tree=self._tree)
        mark = fingerprint(converted)
        if node is None:
            return self._make(item, converted, row, mark, parent)
        if row.fingerprint == mark:
            return self._report.skipped(item.kind, UNCHANGED)
        if not self._update(item, node, converted, row):
            return self._report.skipped(item.kind, EDITED)
        self._ledger.note(self._request, item.key, node, mark)
        self._report.updated(item.kind)
        return node

    def _make(
        self, item: ImportItem, converted: Converted, row: Any, mark: str, parent: Any
    ) -> Any:
        """A new node, unless there was one and somebody took it away."""
        if find(self._request, row.node_uid, tree=TRASH) is not None:
            return self._report.skipped(item.kind, TRASHED)
        if row.fingerprint:
            return self._report.skipped(item.kind, DELETED)
        parent = parent or self._parent(item)
        if parent is None:
            return self._report.skipped(item.kind, NO_PARENT)
        node = self._create(parent, item, converted, row.node_uid)
        self._ledger.note(self._request, item.key, node, mark)
        self._report.created(item.kind)
        return node

    def _lead_there(self, node: Any, addresses: Sequence[str]) -> None:
        """From the addresses that the page had before; those of a page left alone stay as is."""
        for address in addresses:
            if node is None:
                self._report.skipped(ADDRESS, LEFT_ALONE)
                continue
            try:
                with self._request.db.begin_nested():
                    fresh = add_alias(self._request, node, address)
            except (OperationError, HTTPForbidden) as error:
                self._report.skipped(ADDRESS, _reason(error))
            else:
                self._count_address(fresh)

    def _count_address(self, fresh: bool) -> None:
        if fresh:
            self._report.created(ADDRESS)
        else:
            self._report.skipped(ADDRESS, UNCHANGED)

    def _create(self, parent: Any, item: ImportItem, converted: Converted, uid: str) -> Any:
        if item.make is not None:
            node = item.make(self._request, parent, item, converted, uid)
        else:
            node = self._make_fields(parent, item, converted, uid)
        self._show(node, converted)
        if item.front and self._request.site.front_uid is None:
            make_front(self._request, node)
        return node

    def _make_fields(
        self, parent: Any, item: ImportItem, converted: Converted, uid: str
    ) -> Content:
        """What consists of its fields only."""
        given: dict[str, Any] = {"slug": item.slug, "uid": uid, "kind": KIND}
        given["expected"] = self._expected
        return create(self._request, parent, item.model, converted.data, **given)

    def _update(self, item: ImportItem, node: Any, converted: Converted, row: Any) -> bool:
        """Whether the node is as the source has it now; False for one that is left alone."""
        edited = bool(row.fingerprint) and node.revision != row.revision
        if item.change is not None:
            changed = item.change(self._request, node, converted, row.revision) is not False
        elif not edited:
            data = _with_known_blocks(node, converted.data)
            save(self._request, node, data, kind=KIND, expected=self._expected)
            changed = True
        else:
            changed = False
        if changed:
            self._show(node, converted)
        return changed

    def _show(self, node: Any, converted: Converted) -> None:
        if node.state == PUBLISHED and not converted.publish:
            unpublish(self._request, node)
        if converted.publish:
            start, until = self._start(node, converted), converted.until
            publish(self._request, node, at=start, until=until, expected=self._expected)

    def _start(self, node: Any, converted: Converted) -> datetime | None:
        """What ended before it is imported, and has no beginning, was public the day before."""
        start, until = converted.at, converted.until
        known = start or node.published_at or self._request.now
        return until - timedelta(days=1) if until is not None and until <= known else start

    def _parent(self, item: ImportItem) -> Any:
        uid = self._ledger.target_uid if item.parent is None else self._uids[item.parent]
        if uid not in self._nodes:
            self._nodes[uid] = find(self._request, uid, tree=self._tree)
        return self._nodes[uid]


def refusal(item: ImportItem, reason: str, error: Exception) -> Refused:
    """What the report says of an item that cannot be imported."""
    return Refused(item.kind, reason, item.place or item.key, detail_of(error))


def detail_of(error: Exception) -> str:
    """What went wrong; whoever imports sees no form, so fields are named."""
    if not isinstance(error, Invalid):
        return str(error)
    return " ".join(f"{name}: {sentence}" for name, sentence in error.fields.items())


def _with_known_blocks(node: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """Fields in which unchanged blocks of a text keep their uids."""
    return {
        name: carry_uids(getattr(node, name), value) if _is_document(value) else value
        for name, value in data.items()
    }


def _is_document(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "doc"


def _reason(error: Exception) -> str:
    """What to count a refused operation under."""
    return error.reason if isinstance(error, OperationError) else OperationError.reason
