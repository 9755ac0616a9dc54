"""Comments in an order in which each stands behind the one that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")


def parents_first(parents: Mapping[K, K | None]) -> Iterator[tuple[K, K | None]]:
    """Each key with its parent, parents first, else as they come; in time linear in their number.

    Whose parent is unknown, or would be below itself, has none: where they go round in a circle,
    one of them begins.
    """
    done: set[K] = set()
    for key in parents:
        for one, parent in reversed(_way_up(key, parents, done)):
            done.add(one)
            yield one, parent


def _way_up(key: K, parents: Mapping[K, K | None], done: set[K]) -> list[tuple[K, K | None]]:
    """From a key to the first above it that is known already, or has no parent."""
    way: list[tuple[K, K | None]] = []
    met: set[K] = set()
    at: K | None = key
    while at is not None and at not in done:
        met.add(at)
        parent = parents[at]
        if parent is not None and (parent not in parents or parent in met):
            parent = None
        way.append((at, parent))
        at = parent
    return way
