"""`core.json`: every page as a line of JSON, parents first, for scripts and for safe-keeping.

A line holds the fields as visitors read them, with those of extensions below their id. Fields that
ask for a permission of their own are the system's alone: they are in what the command writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from mastaba.content.snapshot import READ, pack, snapshot
from mastaba.fields import fields_of
from mastaba.fields.extended import extensions_in
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
        for row in rows:
            if row.path != ROOT and row.id in nodes:
                yield json.dumps(_line(request, nodes[row.id]), ensure_ascii=False) + "\n"


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


def _line(request: Any, node: Node) -> Json:
    facts = {name: _plain(getattr(node, name)) for name in FACTS}
    shown = [b.name for b in fields_of(type(node)) if request.is_system or not b.spec.read]
    values = snapshot(node)
    fields = pack(type(node), {name: values[name] for name in shown})
    return {**facts, "fields": _without_notes(fields)}


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
