"""Keyset paging: a page of a list is found by its neighbour's key, at the same cost anywhere."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPBadRequest

from mastaba.content.catalog import Catalog
from mastaba.content.records.catalog import RecordCatalog

Listing = Catalog | RecordCatalog

PARAMETERS = ("after", "before")


@dataclass(frozen=True)
class Page:
    """One screenful; the addresses are None at the ends of the list."""

    rows: list[Any]
    previous_url: str | None
    next_url: str | None


def page_of(
    request: Any,
    catalog: Listing,
    *,
    sort: str = "order",
    descending: bool = False,
    size: int = 20,
) -> Page:
    """The screenful that the query parameters `after` or `before` ask for, else the first.

    `sort` is one of `SORTS` of the catalog, or a column of a record. Raises `HTTPBadRequest` for
    a forged cursor.
    """
    after, before = (_cursor(request, catalog, name, sort) for name in PARAMETERS)
    backwards = after is None and before is not None
    mark = before if backwards else after
    rows = catalog.keyset(sort, descending=descending ^ backwards, mark=mark).rows(size + 1)
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    earlier = more if backwards else mark is not None
    later = True if backwards else more
    return Page(
        rows,
        _url(request, "before", rows[0], sort) if rows and earlier else None,
        _url(request, "after", rows[-1], sort) if rows and later else None,
    )


def _url(request: Any, name: str, row: Any, sort: str) -> str:
    kept = [(k, v) for k, v in request.GET.items() if k not in PARAMETERS]
    value = getattr(row, Catalog.SORT_KEY)
    text = value.isoformat() if isinstance(value, datetime) else value
    cursor = urlsafe_b64encode(json.dumps([sort, text, row.id]).encode()).decode().rstrip("=")
    return f"?{urlencode([*kept, (name, cursor)])}"


def _cursor(request: Any, catalog: Listing, name: str, sort: str) -> tuple[Any, int] | None:
    text = request.GET.get(name)
    if not text:
        return None
    try:
        kind, value, row_id = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if kind != sort or type(row_id) is not int or not 0 <= row_id < 1 << 63:
            raise ValueError(kind)
        return catalog.sort_value(sort, value), row_id
    except (ValueError, TypeError, RecursionError) as error:
        raise HTTPBadRequest("This link into a list is not valid; open the list again.") from error
