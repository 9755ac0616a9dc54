"""The order of the items of one slot.

Without `before` and `after` they stand as they were registered. An item that names another stands
right beside it, where nothing else is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from pyramid.exceptions import ConfigurationError

from mastaba.slots.registry import Item

AHEAD, ITSELF, BEHIND = -1, 0, 1


def in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """`items` as they stand. Raises `ConfigurationError` for a circle.

    Ids that are not there (of a plugin that is switched off) are passed over.
    """
    by_id = {item.id: item for item in items}
    sorter: TopologicalSorter[str] = TopologicalSorter({item.id: () for item in items})
    for item in items:
        sorter.add(item.id, *(id for id in item.after if id in by_id))
        for id in item.before:
            if id in by_id:
                sorter.add(id, item.id)
    _prepare(sorter, items)
    places = {item.id: _place(item, by_id, list(by_id), ()) for item in items}
    return tuple(by_id[id] for id in _sorted(sorter, places))


def _prepare(sorter: TopologicalSorter[str], items: Sequence[Item]) -> None:
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise ConfigurationError(
            f"Slot {items[0].slot}: these items come before each other in a circle: {circle}. "
            "Take away one before= or after=."
        ) from None


def _place(
    item: Item, by_id: Mapping[str, Item], ids: list[str], above: tuple[str, ...]
) -> tuple[int, ...]:
    """Where it would stand by itself: just behind, or just before, the one that it names."""
    open = {*above, item.id}
    for side, names, choose in ((BEHIND, item.after, max), (AHEAD, item.before, min)):
        anchors = [by_id[id] for id in names if id in by_id and id not in open]
        if anchors:
            found = choose(_place(anchor, by_id, ids, (*above, item.id)) for anchor in anchors)
            return (*found[:-1], side, ids.index(item.id), ITSELF)
    return (ids.index(item.id), ITSELF)


def _sorted(sorter: TopologicalSorter[str], places: Mapping[str, tuple[int, ...]]) -> list[str]:
    """Of what may come next, the one whose place comes first."""
    found: list[str] = []
    ready: list[str] = []
    while sorter.is_active():
        ready.extend(sorter.get_ready())
        ready.sort(key=places.__getitem__)
        found.append(ready.pop(0))
        sorter.done(found[-1])
    return found
