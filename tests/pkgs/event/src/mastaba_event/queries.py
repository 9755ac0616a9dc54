"""Finding events. Each question is two statements: which may be seen, and when they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from mastaba.api import Node
from mastaba_event.models import Event

TABLE: Any = Event.__table__
over = func.coalesce(TABLE.c.ends, TABLE.c.starts)
SHORTEST = timedelta(hours=1)
STARTS_OF_ROW = select(TABLE.c.starts).where(TABLE.c.id == Node.id).scalar_subquery()


@dataclass(frozen=True)
class Occasion:
    """An event as lists show it; times are in the site's zone."""

    uid: str
    title: str
    summary: str
    url: str
    starts: datetime
    ends: datetime
    place: str
    modified: datetime


def events(request: Any, *clauses: Any, below: Any = None) -> Any:
    """The catalog of events that the reader may see; `clauses` are about `event_event`."""
    found = request.catalog().visible().of_type(Event.__type__)
    if below is not None:
        found = found.below(below)
    return found.filter(Node.id.in_(select(TABLE.c.id).where(*clauses))) if clauses else found


def occasions(request: Any, catalog: Any, limit: int, *, latest: bool = False) -> list[Occasion]:
    """At most `limit` events of a catalog by their beginning, the `latest` ones first."""
    order = STARTS_OF_ROW.desc() if latest else STARTS_OF_ROW
    rows = catalog.sorted_by(order).rows(limit)
    times = _times(request, [row.id for row in rows])
    return [_occasion(request, row, *times[row.id]) for row in rows if row.id in times]


def of_node(request: Any, event: Event) -> Occasion:
    """One event that has been loaded."""
    return _occasion(request, event, event.starts, event.ends, event.place)


def between(start: datetime, end: datetime) -> tuple[Any, Any]:
    """Clauses: it takes place between two instants, or a part of it does."""
    return (TABLE.c.starts < end, over >= start)


def local(request: Any, instant: datetime) -> datetime:
    """An instant in the site's zone."""
    return instant.astimezone(ZoneInfo(request.time_zone))


def _times(request: Any, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    if not ids:
        return {}
    statement = select(TABLE.c.id, TABLE.c.starts, TABLE.c.ends, TABLE.c.place)
    found = request.db.execute(statement.where(TABLE.c.id.in_(ids)))
    return {row.id: (row.starts, row.ends, row.place) for row in found}


def _occasion(request: Any, row: Any, starts: Any, ends: Any, place: Any) -> Occasion:
    return Occasion(
        uid=row.uid,
        title=row.title,
        summary=row.summary or "",
        url=request.node_url(row),
        starts=local(request, starts),
        ends=local(request, max(ends or starts + SHORTEST, starts)),
        place=place or "",
        modified=row.modified,
    )
