"""Comments as data: one line of JSON each, for another site or for keeping.

A line names its page by uid and address, and what it answers by uid. What only this site can use
is left out: hashes of addresses and of mail, the ticket of the form. Mail addresses, which nobody
is shown, are in it for those only who may look up all that is known of people.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from mastaba.api import Node, accounts, find_at
from mastaba_comments.models import Comment
from mastaba_comments.shown import to_moderate

BATCH = 500
TEXTS = ("uid", "kind", "state", "text", "name", "mail", "link", "source")
FURTHER = ("notify", "score", "verdict")
INSTANTS = ("created", "edited", "decided", "consented")
Json = dict[str, Any]


def json_lines(request: Any, place: Node) -> Iterator[str]:
    """Comments of `place` and of what lies below it, as far as the requester moderates them."""
    mark: tuple[Any, int] | None = None
    mails = request.has_permission("manage_people", find_at(request, "/"))
    while True:
        catalog = to_moderate(request).below(place)
        rows = catalog.keyset(descending=False, mark=mark).rows(BATCH)
        yield from _lines(request, rows, mails=bool(mails))
        if len(rows) < BATCH:
            return
        mark = (rows[-1].id, rows[-1].id)


def _lines(request: Any, rows: list[Any], *, mails: bool) -> Iterator[str]:
    parents = _uids(request, {row.parent_id for row in rows if row.parent_id is not None})
    people = _people(request, rows)
    for row in rows:
        line = _line(row, parents.get(row.parent_id), people)
        line["mail"] = row.mail if mails else None
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _uids(request: Any, ids: set[int]) -> dict[int | None, str]:
    found = request.db.query(Comment.id, Comment.uid).filter(Comment.id.in_(ids)) if ids else ()
    return {row.id: row.uid for row in found}


def _people(request: Any, rows: list[Any]) -> dict[int | None, Json]:
    """Uid and name of each account that wrote or decided something."""
    ids = {row.account_id for row in rows} | {row.decided_by for row in rows}
    ids.discard(None)
    known = accounts(request, ids=ids)
    return {one.id: {"uid": one.uid, "name": one.name} for one in known}


def _line(row: Any, parent: str | None, people: dict[int | None, Json]) -> Json:
    line: Json = {name: getattr(row, name) for name in TEXTS}
    line["page"] = {"uid": row.node_uid, "path": row.node_path, "title": row.node_title}
    line["answers"] = parent
    line["author"] = people.get(row.account_id)
    line["decided_by"] = (people.get(row.decided_by) or {}).get("uid")
    line.update((name, getattr(row, name)) for name in FURTHER)
    line.update((name, _instant(getattr(row, name))) for name in INSTANTS)
    return line


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def includeme(config: Any) -> None:
    """Declare it."""
    config.add_exporter(
        "comments.json",
        json_lines,
        title="Comments",
        description="One line of JSON per comment that you may moderate, with its page and state; "
        "with mail addresses if you manage people.",
        media_type="application/jsonl",
        suffix=".comments.jsonl",
    )
