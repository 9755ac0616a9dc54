"""Bring a node into the tree of the request: with lineage, name and ACL, in two statements."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from mastaba.db.uuid7 import is_uid
from mastaba.security.roles import Roles
from mastaba.tree.due import shown
from mastaba.tree.lineage import Ancestor, chain, fetch_rows, parent_paths
from mastaba.tree.models import Node
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIVE


def class_of(type_name: str) -> type[Node]:
    """The mapped class of a content type; `Node` itself when no class is loaded for it."""
    mapper = Node.__mapper__.polymorphic_map.get(type_name)
    return Node if mapper is None else mapper.class_


def load_context(request: Any, place: Ancestor) -> Node | None:
    """The mapped object of `place`, located like it."""
    found = request.db.execute(_by_id(class_of(place.row.type)), {"id": place.row.id})
    node = found.scalar_one_or_none()
    return None if node is None else settle(request, node, place)


@cache
def _by_id(model: type[Node]) -> Select[Any]:
    """Built once: `session.get` builds its statement anew, which costs as much again."""
    return select(model).where(model.id == bindparam("id"))


def locate(request: Any, node: Node) -> Node:
    """Give a node that a query returned its lineage and ACL."""
    paths = [*parent_paths(node.path), node.path] if node.path != ROOT else [ROOT]
    rows = fetch_rows(request.db, node.site_id, node.tree, paths, None)
    places = chain(rows, paths, request.registry[Roles])
    return _attach(node, places[-1]) if len(places) == len(paths) else node


def find(request: Any, uid: str, *, tree: str = LIVE) -> Node | None:
    """The located node with this uid on the request's site, or None. Rights are not asked.

    What can be no uid finds nothing.
    """
    found = (
        is_uid(uid)
        and request.db.execute(
            select(Node.type, Node.id).where(
                Node.uid == uid, Node.tree == tree, Node.site_id == request.site.id
            )
        ).first()
    )
    if not found:
        return None
    node = request.db.get(class_of(found.type), found.id)
    return None if node is None else locate(request, shown(request, node))


def find_at(request: Any, path: str, *, tree: str = LIVE) -> Node | None:
    """The located node at this path on the request's site, or None. Rights are not asked."""
    paths = [ROOT] if path == ROOT else [*parent_paths(path), path]
    rows = fetch_rows(request.db, request.site.id, tree, paths, None)
    places = chain(rows, paths, request.registry[Roles])
    return load_context(request, places[-1]) if len(places) == len(paths) else None


def settle(request: Any, node: Node, place: Ancestor) -> Node:
    """Give a node that was just loaded its place, as this request sees it."""
    return _attach(shown(request, node), place)


def _attach(node: Node, place: Ancestor) -> Node:
    node.__parent__ = place.__parent__
    node.__name__ = place.__name__
    node.__acl__ = place.__acl__
    return node
