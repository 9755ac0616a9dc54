"""What an importer says of records: rows that belong to nodes, which are there or are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mastaba.content.importing.plan import ImportItem, Note, Refused
from mastaba.content.operations import OperationError
from mastaba.content.records.models import Record
from mastaba.tree.models import Node


@dataclass(frozen=True)
class SoughtNode:
    """A node that records of the source belong to.

    It is looked for below the target, in this order: by `uid`, by one of `paths` (from the
    target, without the first slash), by `slug`, by `title`. What two nodes have finds neither.
    `records` is how many records wait for it; `otherwise` is made where it is not found.
    """

    key: str
    title: str
    uid: str = ""
    paths: Sequence[str] = ()
    slug: str = ""
    records: int = 0
    otherwise: ImportItem | None = None


@dataclass(frozen=True)
class ImportRecord:
    """One record to be.

    `key` names it in the source for ever, `of` is the key of its `SoughtNode`, and `data` is all
    that is stored of it, as JSON: a change of it is a change of the record. `uid` is the one that
    it had where it comes from, if it is to keep it.
    """

    key: str
    kind: str
    of: str
    data: Mapping[str, Any]
    uid: str = ""
    place: str = ""


@dataclass(frozen=True)
class NewRecord:
    """A record to be made, with its uid and the node that it belongs to."""

    item: ImportRecord
    uid: str
    node: Node


@dataclass(frozen=True)
class ImportRecords:
    """The records of a source, read as a stream: no source is too long.

    `read()` yields them, those that others name before these; it is called outside of any
    transaction, and may yield what it refuses and what it only counts as well. `create(request,
    new)` makes a batch in as few statements as it can, asks the rights, and returns what it
    refuses, by key. `change(request, record, item, since)` brings one up to date, and returns
    False to leave alone what was changed here since it was imported last. `advice` ends the
    sentence on a node that is not there.
    """

    model: type[Record]
    nodes: Sequence[SoughtNode]
    read: Callable[[], Iterable[ImportRecord | Refused | Note]]
    create: Callable[[Any, Sequence[NewRecord]], Mapping[str, OperationError]]
    change: Callable[[Any, Any, ImportRecord, datetime], bool]
    batch: int = 200
    advice: str = ""
