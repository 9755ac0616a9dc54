"""Kept between requests, and never shown late: what is made from the tree for one kind of reader.

`kept(request, name, key, make)` gives the value that `make()` made for the same principals, as
long as the database says the same generation (see `mastaba.tree.generation`) and no page has been
published or has expired by time since. A request that may change something keeps nothing, since
it sees rows that others do not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from mastaba.db.types import UtcDateTime
from mastaba.tree.models import Node

ROOM = 20_000  # rows per process; about 400 bytes each

_N: Any = Node.__table__
_NOW = bindparam("now", type_=UtcDateTime())
_COMING = select(
    *(
        select(func.min(column)).where(column > _NOW).scalar_subquery()
        for column in (_N.c.published_at, _N.c.expires_at, _N.c.next_at)
    )
)


class Entry(NamedTuple):
    """Some rows, or what was made from them, and when they hold."""

    generation: int
    since: datetime
    until: datetime | None
    value: Sequence[Any]


class Kept:
    """The values of one application; lives on the registry."""

    def __init__(self) -> None:
        self._entries: dict[Hashable, Entry] = {}
        self._rows = 0
        self._lock = Lock()  # of those who write; dictionaries are read safely without

    def find(self, key: Hashable, generation: int, now: datetime) -> Entry | None:
        """The entry under `key`, unless something has changed since it was made."""
        entry = self._entries.get(key)
        if entry is None or entry.generation != generation or now < entry.since:
            return None
        return entry if entry.until is None or now < entry.until else None

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep `entry`; the oldest ones go when there is no more room."""
        with self._lock:
            self._drop(key)
            self._entries[key] = entry
            self._rows += 1 + len(entry.value)
            while self._rows > ROOM:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: Hashable) -> None:
        gone = self._entries.pop(key, None)
        self._rows -= 0 if gone is None else 1 + len(gone.value)

    def forget(self) -> None:
        """Make everything anew."""
        with self._lock:
            self._entries.clear()
            self._rows = 0


def kept(request: Any, name: str, key: Hashable, make: Callable[[], Sequence[Any]]) -> Any:
    """`make()`, or what it gave before: never to be changed. `name` and `key` say what it depends
    on apart from the tree, the requester and the time."""
    generation = getattr(getattr(request, "root", None), "generation", None)
    if generation is None or request.is_system or request.environ.get("tm.active"):
        return make()
    values: Kept = request.registry[Kept]
    whole = (name, key, request.site.id, request.principals)
    found = values.find(whole, generation, request.now)
    if found is None:
        until = _coming(request, values)
        found = Entry(generation, request.now, until, make())
        values.put(whole, found)
    return found.value


def _coming(request: Any, values: Kept) -> datetime | None:
    """The next instant at which time alone changes what is public; None if there is none."""
    generation, now = request.root.generation, request.now
    found = values.find(_COMING, generation, now)
    if found is None:
        instants = [at for at in request.db.execute(_COMING, {"now": now}).one() if at is not None]
        until = min(instants, default=None)
        found = Entry(generation, now, until, ())
        values.put(_COMING, found)
    return found.until


def includeme(config: Any) -> None:
    """Make the place for values."""
    config.registry[Kept] = Kept()
