"""The order of the items of one slot."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from pyramid.exceptions import ConfigurationError

from mastaba.slots.registry import Item


def in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """`items` as `before` and `after` say, otherwise as they were registered.

    Ids that are not there (of a plugin that is switched off) are passed over. Raises
    `ConfigurationError` for a circle.
    """
    place = {item.id: index for index, item in enumerate(items)}
    sorter: TopologicalSorter[str] = TopologicalSorter({item.id: () for item in items})
    for item in items:
        sorter.add(item.id, *(id for id in item.after if id in place))
        for id in item.before:
            if id in place:
                sorter.add(id, item.id)
    by_id = {item.id: item for item in items}
    return tuple(by_id[id] for id in _sorted(sorter, place, items))


def _sorted(
    sorter: TopologicalSorter[str], place: dict[str, int], items: Sequence[Item]
) -> list[str]:
    """Whatever may come next, the one registered first goes first."""
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise ConfigurationError(
            f"Slot {items[0].slot}: these items come before each other in a circle: {circle}. "
            "Take away one before= or after=."
        ) from None
    found: list[str] = []
    ready: list[str] = []
    while sorter.is_active():
        ready.extend(sorter.get_ready())
        ready.sort(key=place.__getitem__)
        found.append(ready.pop(0))
        sorter.done(found[-1])
    return found
