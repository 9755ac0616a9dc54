"""`core.json`: every page as a line of JSON, parents first, for scripts and for safe-keeping.

A line holds the fields as visitors read them, with those of extensions below their id. Fields that
ask for a permission of their own are the system's alone: they are in what the command writes. Of a
plugin that is not enabled a line holds what is stored, as far as who asks may read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import selectinload

from mastaba.content.lifecycle.catch_up import IN_EFFECT
from mastaba.content.models import Revision
from mastaba.content.snapshot import READ, absent_sections, pack, readable_words, snapshot
from mastaba.fields import fields_of
from mastaba.fields.extended import extensions_in
from mastaba.tree.kinds import is_missing
from mastaba.tree.locate import class_of
from mastaba.tree.models import Node
from mastaba.tree.paths import ROOT

BATCH = 200  # pages read at once
FACTS = ("uid", "type", "path", "state", "locale", "published_at", "expires_at", "modified")
Json = dict[str, Any]


def json_lines(request: Any, place: Node) -> Iterator[str]:
    """What lies in `place`, itself included unless it is the root, which has no text."""
    last = ""
    while rows := _batch(request, place, last):
        last = rows[-1].path
        nodes = _nodes(request, rows)
        absent = _absent(request, nodes)
        for row in rows:
            if row.path != ROOT and row.id in nodes:
                line = _line(request, nodes[row.id], absent.get(row.id, {}))
                yield json.dumps(line, ensure_ascii=False) + "\n"


def _batch(request: Any, place: Node, last: str) -> Sequence[Any]:
    below = request.catalog(tree=place.tree).visible().below(place).filter(Node.path > last)
    found: Sequence[Any] = below.sorted_by(Node.path).only("id", "path", "type").rows(BATCH)
    return found


def _nodes(request: Any, rows: Sequence[Any]) -> dict[int, Node]:
    """The nodes by id: a statement per type, and one per extension of a type."""
    found: dict[int, Node] = {}
    for name, group in groupby(sorted(rows, key=lambda row: row.type), lambda row: row.type):
        model = class_of(name)
        beside = [selectinload(getattr(model, f"extension_{ext.__tablename__}"))
                  for ext in extensions_in(model)]  # fmt: skip
        wanted = select(model).where(model.id.in_([row.id for row in group])).options(*beside)
        found.update((node.id, node) for node in request.db.scalars(wanted))
    return found


def _absent(request: Any, nodes: Mapping[int, Node]) -> Mapping[int, Json]:
    """By page, what plugins that are not enabled keep in the version that is in effect."""
    in_effect = and_(Revision.node_id == Node.id, Revision.number == IN_EFFECT)
    versions = select(Node.id, Revision.data).join(Revision, in_effect)
    found = {}
    for node_id, data in request.db.execute(versions.where(Node.id.in_(nodes))):
        node = nodes[node_id]
        names = {READ, *(data if is_missing(request, node) else absent_sections(type(node), data))}
        kept = {name: value for name, value in data.items() if name in names}
        found[node_id] = readable_words(request, node, kept)
    return found


def _line(request: Any, node: Node, absent: Json) -> Json:
    facts = {name: _plain(getattr(node, name)) for name in FACTS}
    shown = [b.name for b in fields_of(type(node)) if request.is_system or not b.spec.read]
    values = snapshot(node)
    fields = pack(type(node), {name: values[name] for name in shown})
    return {**facts, "fields": _without_notes({**absent, **fields})}


def _without_notes(fields: Json) -> Json:
    """Without what a revision notes on rights to its fields."""
    kept = {name: value for name, value in fields.items() if name != READ}
    return {
        name: _without_notes(value) if "." in name and isinstance(value, dict) else value
        for name, value in kept.items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def includeme(config: Any) -> None:
    """Declare it."""
    config.add_exporter(
        "core.json",
        json_lines,
        title="Data",
        description="One line of JSON per page, with all its fields.",
        media_type="application/jsonl",
        suffix=".jsonl",
    )
