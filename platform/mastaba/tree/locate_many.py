"""Many nodes at once, each located as `locate` does it: a few statements for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from mastaba.security.roles import Roles
from mastaba.tree.lineage import COLUMNS, chain, parent_paths
from mastaba.tree.locate import class_of
from mastaba.tree.models import Node
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIVE

BATCH = 200  # nodes; each has some ten paths above it, and SQLite takes 32,766 values


def find_each(request: Any, ids: Sequence[int], *, tree: str = LIVE) -> Iterator[Node]:
    """The located nodes with these ids, in their order. Rights are not asked.

    They are read in batches while one goes on, so that few are in memory at a time; what was
    deleted meanwhile is left out.
    """
    for some in (ids[start : start + BATCH] for start in range(0, len(ids), BATCH)):
        nodes = {node.id: node for node in _read(request, some, tree)}
        places = _places(request, tree, [node.path for node in nodes.values()])
        for node_id in some:
            if (node := nodes.get(node_id)) is not None:
                _put(request, node, places)
                yield node


def _read(request: Any, ids: Sequence[int], tree: str) -> Iterator[Node]:
    here = (Node.id.in_(ids), Node.tree == tree, Node.site_id == request.site.id)
    types = request.db.scalars(select(Node.type).where(*here).distinct())
    for name in types.all():
        model = class_of(name)
        yield from request.db.scalars(select(model).where(*here, Node.type == name))


def _places(request: Any, tree: str, paths: Iterable[str]) -> dict[str, Any]:
    wanted = {step for path in paths for step in _way(path)}
    statement = select(*COLUMNS).where(
        Node.site_id == request.site.id, Node.tree == tree, Node.path.in_(sorted(wanted))
    )
    return {row.path: row for row in request.db.execute(statement)}


def _way(path: str) -> list[str]:
    return [ROOT] if path == ROOT else [*parent_paths(path), path]


def _put(request: Any, node: Node, places: dict[str, Any]) -> None:
    found = chain(places, _way(node.path), request.registry[Roles])
    if found and found[-1].row.id == node.id:
        node.__parent__, node.__name__ = found[-1].__parent__, found[-1].__name__
        node.__acl__ = found[-1].__acl__
