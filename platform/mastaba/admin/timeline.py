"""One line of time: versions of the text and steps of its publication, newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from mastaba.admin.people_names import names_of
from mastaba.content.models import Revision
from mastaba.events.models import Audit
from mastaba.tree.models import Node

SIZE = 50
CREATED, SAVED, STEP = range(3)
AT_ONCE = timedelta(seconds=5)
# What the audit trail calls a step -> words and icon; saving is told by the version itself.
STEPS = {
    "content.created": ("Created", "plus"),
    "content.published": ("Published", "eye"),
    "content.unpublished": ("Unpublished", "eye-off"),
    "content.renamed": ("Address changed", "link"),
    "content.moved": ("Moved", "move"),
    "content.trashed": ("Moved to the trash", "trash-2"),
    "content.restored": ("Taken out of the trash", "archive-restore"),
    "content.shared": ("Rights changed", "key-round"),
    "site.front_changed": ("Made the front page", "house"),
}


@dataclass(frozen=True)
class Entry:
    """A version (`number` is set) or a step."""

    when: datetime
    who: str
    label: str
    note: str
    icon: str
    number: int | None = None
    key: int = 0
    published: bool = False  # this step published the version just before it
    rank: int = STEP  # of what happened in one transaction: created, saved, the rest


def entries(request: Any, node: Node, before: datetime | None) -> list[Entry]:
    """At most one screenful and one more, older than `before`: three statements."""
    versions = _versions(request, node, before)
    steps = _steps(request, node, before)
    mixed = sorted([*versions, *steps], key=_age, reverse=True)
    return _joined(mixed)[: SIZE + 1]


def _age(entry: Entry) -> tuple[datetime, int, int]:
    return entry.when, entry.rank, entry.number or entry.key


def _joined(mixed: list[Entry]) -> list[Entry]:
    """Saving and publishing at once is one thing for whoever did it: one row."""
    shown: list[Entry] = []
    for entry in mixed:
        if shown and entry.number is not None and _published_it(shown[-1], entry):
            entry = replace(entry, published=True)
            shown.pop()
        shown.append(entry)
    return shown


def _published_it(step: Entry, version: Entry) -> bool:
    together = step.when - version.when < AT_ONCE and step.who == version.who
    return step.published and together


def _versions(request: Any, node: Node, before: datetime | None) -> list[Entry]:
    columns = (Revision.number, Revision.created, Revision.note, Revision.author_id)
    statement = select(*columns, Revision.author_kind).where(Revision.node_id == node.id)
    if before is not None:
        statement = statement.where(Revision.created < before)
    rows = list(request.db.execute(statement.order_by(Revision.number.desc()).limit(SIZE + 1)))
    names = names_of(request, [row.author_id for row in rows])
    return [_version(row, names.get(row.author_id, "somebody")) for row in rows]


def _version(row: Any, who: str) -> Entry:
    by = who if row.author_kind == "human" else f"{who} ({row.author_kind})"
    return Entry(
        row.created, by, f"Version {row.number}", row.note or "", "pencil", row.number, rank=SAVED
    )


def _steps(request: Any, node: Node, before: datetime | None) -> list[Entry]:
    statement = select(Audit).where(Audit.node_uid == node.uid, Audit.action.in_(STEPS))
    if before is not None:
        statement = statement.where(Audit.at < before)
    rows = request.db.scalars(statement.order_by(Audit.id.desc()).limit(SIZE + 1))
    return [_step(row) for row in rows]


def _step(row: Audit) -> Entry:
    label, icon = STEPS[row.action]
    old, new = row.data.get("old"), row.data.get("new")
    note = f"{old} → {new}" if old and new else ""
    publishing = row.action == "content.published"
    rank = CREATED if row.action == "content.created" else STEP
    return Entry(
        row.at, row.actor_name, label, note, icon, key=row.id, published=publishing, rank=rank
    )
