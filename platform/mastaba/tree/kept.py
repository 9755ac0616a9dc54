"""Kept between requests, and never shown late: what is made from the tree for one kind of reader.

`kept(request, name, key, make)` gives the value that `make()` made for the same principals, as
long as the database says the same generation (see `mastaba.tree.generation`) and no page has been
published or has expired by time since. A request that may change something keeps nothing, since
it sees rows that others do not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from mastaba.db.types import UtcDateTime
from mastaba.tree.models import Node

LIMIT = 2000  # values per process; a menu is about 3 kB

_N: Any = Node.__table__
_NOW = bindparam("now", type_=UtcDateTime())
_COMING = select(
    *(
        select(func.min(column)).where(column > _NOW).scalar_subquery()
        for column in (_N.c.published_at, _N.c.expires_at, _N.c.next_at)
    )
)


class Entry(NamedTuple):
    """A value, and when it holds."""

    generation: int
    since: datetime
    until: datetime | None
    value: Any


class Kept:
    """The values of one application; lives on the registry."""

    def __init__(self) -> None:
        self._entries: dict[Hashable, Entry] = {}

    def find(self, key: Hashable, generation: int, now: datetime) -> Entry | None:
        """The entry under `key`, unless something has changed since it was made."""
        entry = self._entries.get(key)
        if entry is None or entry.generation != generation or now < entry.since:
            return None
        return entry if entry.until is None or now < entry.until else None

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep `entry`, in place of the oldest one when there is no more room."""
        self._entries.pop(key, None)
        self._entries[key] = entry
        if len(self._entries) > LIMIT:
            self._entries.pop(next(iter(tuple(self._entries))), None)

    def forget(self) -> None:
        """Make everything anew."""
        self._entries.clear()


def kept(request: Any, name: str, key: Hashable, make: Callable[[], Any]) -> Any:
    """`make()`, or what it gave before. `name` and `key` say what the value depends on, apart
    from the tree, the requester and the time."""
    root = getattr(request, "root", None)
    if root is None or request.is_system or request.environ.get("tm.active"):
        return make()
    values: Kept = request.registry[Kept]
    whole = (name, key, request.site.id, request.principals)
    found = values.find(whole, root.generation, request.now)
    if found is None:
        until = _coming(request, values)
        found = Entry(root.generation, request.now, until, make())
        values.put(whole, found)
    return found.value


def _coming(request: Any, values: Kept) -> datetime | None:
    """The next instant at which time alone changes what is public; None if there is none."""
    generation, now = request.root.generation, request.now
    found = values.find(_COMING, generation, now)
    if found is None:
        instants = [at for at in request.db.execute(_COMING, {"now": now}).one() if at is not None]
        until = min(instants, default=None)
        found = Entry(generation, now, until, None)
        values.put(_COMING, found)
    return found.until


def includeme(config: Any) -> None:
    """Make the place for values."""
    config.registry[Kept] = Kept()
