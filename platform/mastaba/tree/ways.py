"""Ways through the tree that were walked before, so that most requests find a page at once.

The way to a path is kept with the generation of the tree it was read in. The statement that loads
the page reads the present generation too: when it is the same one, every row on the way still
is what it was. Otherwise the way is walked again.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from mastaba.tree.lineage import GENERATION, Ancestor
from mastaba.tree.locate import class_of, settle
from mastaba.tree.models import Node

LIMIT = 1000  # ways per process; some kilobytes each


class Ways:
    """The ways of one application; lives on the registry."""

    def __init__(self) -> None:
        self._ways: dict[Hashable, list[Ancestor]] = {}
        self._newest = -1

    def known(self, key: Hashable) -> list[Ancestor] | None:
        """The way under `key`, unless it is known to be out of date."""
        way = self._ways.get(key)
        return way if way is not None and way[0].generation == self._newest else None

    def keep(self, key: Hashable, way: list[Ancestor]) -> None:
        self._newest = way[0].generation
        self._ways.pop(key, None)
        self._ways[key] = way
        if len(self._ways) > LIMIT:
            self._ways.pop(next(iter(tuple(self._ways))), None)

    def forget(self) -> None:
        """Walk every way anew."""
        self._ways.clear()
        self._newest = -1


def recall(request: Any, key: Hashable) -> tuple[list[Ancestor], Node] | None:
    """The kept way, root first, and the page at its end, in one statement; None if not so."""
    way = request.registry[Ways].known(key)
    if way is None:
        return None
    place = way[-1]
    found = request.db.execute(_with_generation(class_of(place.type)), {"id": place.id}).first()
    if found is None or found.generation != place.generation:
        return None
    return way, _known_leaf(settle(request, found[0], place), place)


def keep(request: Any, key: Hashable, way: list[Ancestor], node: Node) -> None:
    """Keep the way to `node`, root first, that this reading request has walked."""
    request.registry[Ways].keep(key, way)
    _known_leaf(node, way[-1])


def _known_leaf(node: Node, place: Ancestor) -> Node:
    """Spare lists of what is below the statement that would find nothing."""
    node.__childless__ = not place.has_children
    return node


@cache
def _with_generation(model: type[Node]) -> Select[Any]:
    return select(model, GENERATION).where(model.id == bindparam("id"))


def includeme(config: Any) -> None:
    """Make the place for them."""
    config.registry[Ways] = Ways()
