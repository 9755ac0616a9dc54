"""The pages that a form of a list means: the ticked ones, or all that match its filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mastaba.admin.filters import chosen, filters_of
from mastaba.admin.given import number
from mastaba.admin.listing import listed
from mastaba.tree.models import Node

MOST = 500  # pages that one request changes, in some seconds; more is work for a job
COUNTED = 100_001  # pages are counted up to this
EVERY = 1 << 62


@dataclass(frozen=True)
class Selection:
    """`rows` in the order of the list, at most `MOST`, and `count` of all that are meant.

    `fields` say the same selection again in the next form. `missing`: a ticked page is not
    there any more, or not this person's to see.
    """

    rows: list[Any]
    count: int
    fields: list[tuple[str, str]]
    missing: bool = False

    @property
    def ids(self) -> list[int]:
        return [row.id for row in self.rows]


def selection_of(request: Any, context: Node, given: Any) -> Selection:
    """What `given` (a MultiDict: `select`, or `all` with a filter; `without`) means here."""
    left_out = _numbers(given, "without")
    if given.get("all"):
        return _matching(request, context, given, left_out)
    ids = [key for key in _numbers(given, "select") if key not in left_out]
    rows = _among(request, context, ids)
    fields = [("select", str(row.id)) for row in rows]
    return Selection(rows, len(rows), fields, len(rows) < len(ids))


def every_id(request: Any, context: Node, fields: list[tuple[str, str]]) -> list[int]:
    """All pages of a selection by filter, however many: for a job."""
    given = dict(fields)
    left_out = {number(value) for name, value in fields if name == "without"}
    catalog = chosen(request, context, filters_of(given)).only("id").ordered()
    return [row.id for row in catalog.rows(EVERY) if row.id not in left_out]


def _matching(request: Any, context: Node, given: Any, left_out: list[int]) -> Selection:
    asked = filters_of(given)
    rows = chosen(request, context, asked).ordered().rows(MOST + 1)
    count = len(rows)
    if count > MOST:
        count = chosen(request, context, asked).count(COUNTED)
    kept = [row for row in rows[:MOST] if row.id not in left_out]
    fields = [("all", "1"), *asked.pairs(), *(("without", str(key)) for key in left_out)]
    return Selection(kept, count - (len(rows[:MOST]) - len(kept)), fields)


def _among(request: Any, context: Node, ids: list[int]) -> list[Any]:
    if not ids:
        return []
    rows = listed(request).below(context).filter(Node.id.in_(ids)).rows(MOST)
    found = {row.id: row for row in rows}
    return [found[key] for key in ids if key in found]


def _numbers(given: Any, name: str) -> list[int]:
    keys = map(number, given.getall(name)[:MOST])
    return list(dict.fromkeys(key for key in keys if key is not None))
