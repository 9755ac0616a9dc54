"""What a node refers to: rows of `reference`, kept true with every change of its fields.

Rows with `draft=False` are what the stored row refers to, which is what visitors read once it is
public. Rows with `draft=True` are what the newest revision, and that of a scheduled update, refer
to besides that. So every page that refers to another one is found once, and a link that only a
draft has is known as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select

from mastaba.content.models import Reference, Revision
from mastaba.content.snapshot import snapshot, unpack
from mastaba.fields import fields_of
from mastaba.fields.extended import extensions_in, split_name
from mastaba.tree.models import Node

_R: Any = Reference.__table__
_MINE = (_R.c.draft, _R.c.field, _R.c.target_uid)


class Referred(NamedTuple):
    """One row of `reference` of a node."""

    draft: bool
    field: str
    target_uid: str


def targets_in(model: type[Node], fields: Mapping[str, Any]) -> set[tuple[str, str]]:
    """(field name, uid) of everything that these field values refer to."""
    return {
        (bound.name, uid)
        for bound in fields_of(model)
        if bound.type.targets is not None and fields.get(bound.name)
        for uid in bound.type.targets(fields[bound.name])
    }


def references_of(
    model: type[Node], stored: Mapping[str, Any], *newer: Mapping[str, Any]
) -> set[Referred]:
    """The rows that a node with these stored fields and these newer revisions must have."""
    shown = targets_in(model, stored)
    further = {pair for fields in newer for pair in targets_in(model, fields)} - shown
    rows = {Referred(False, *pair) for pair in shown}
    return rows | {Referred(True, *pair) for pair in further}


def keep_references(request: Any, node: Node, newest: Mapping[str, Any]) -> None:
    """Make the rows of `node` say what its fields and its `newest` saved ones refer to."""
    session = request.db
    wanted = references_of(type(node), snapshot(node), newest, *_scheduled(session, node))
    # A node with its first revision has no rows yet.
    present = set() if node.revision == 1 else stored_references(session, node.id)
    wanted |= of_absent(type(node), present)
    if wanted != present:
        replace_references(session, node.id, wanted)


def _scheduled(session: Any, node: Node) -> list[Mapping[str, Any]]:
    """The fields of a scheduled update, where something was saved after it."""
    if node.next_revision in (None, node.revision):
        return []
    meant = (Revision.node_id == node.id, Revision.number == node.next_revision)
    data = session.scalar(select(Revision.data).where(*meant))
    return [unpack(type(node), data or {})]


def of_absent(model: type[Node], rows: Iterable[Referred]) -> set[Referred]:
    """Those of fields of extensions that are not enabled: kept until these are there again."""
    known = {"", *(ext.__type__ for ext in extensions_in(model))}
    return {row for row in rows if split_name(row.field)[0] not in known}


def stored_references(session: Any, node_id: int) -> set[Referred]:
    """The rows of one node."""
    rows = session.execute(select(*_MINE).where(_R.c.node_id == node_id))
    return {Referred(*row) for row in rows}


def replace_references(session: Any, node_id: int, wanted: Iterable[Referred]) -> None:
    """Write these rows for a node, and no others."""
    session.execute(delete(_R).where(_R.c.node_id == node_id))
    insert_references(session, {node_id: wanted})


def insert_references(session: Any, wanted: Mapping[int, Iterable[Referred]]) -> None:
    """Add rows for nodes (by id) that have none: one statement, or none."""
    rows = [
        {"node_id": node_id, **row._asdict()} for node_id, found in wanted.items() for row in found
    ]
    if rows:
        session.execute(insert(_R), rows)
