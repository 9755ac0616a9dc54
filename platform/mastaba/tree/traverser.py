"""From a path to a context in two statements, whatever the depth.

`/a/b/@@edit`: the segments before the first `@@name` or `-` are places in the tree; one Core
query fetches all of them, one ORM query the last. What is left over is view name and subpath.
Behind the route of the admin, `-/library/a/b` leads into the tree of what is not a page;
`-/id/<uid>` leads visitors to one piece of it (`permanent.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.interfaces import ITraverser
from pyramid.traversal import split_path_info
from zope.interface import implementer

from mastaba.security.roles import Roles
from mastaba.tree.lineage import Ancestor, chain, fetch_rows, parent_paths
from mastaba.tree.locate import load_context
from mastaba.tree.models import Node
from mastaba.tree.paths import ROOT, prefixes, too_long
from mastaba.tree.permanent import UID, find_by_uid
from mastaba.tree.publication import LIBRARY, LIVE
from mastaba.tree.ways import Ways, keep, recall

TOOLS = "-"
SHELF = [TOOLS, LIBRARY]


class Tools:
    """What is not content (`/-/health`, `/admin/-/people`): rights are those of the root."""

    __name__ = TOOLS

    def __init__(self, root: Ancestor) -> None:
        self.__parent__ = root


def root_factory(request: Any) -> None:
    """The traverser finds the root itself, together with everything below it."""
    return


@implementer(ITraverser)
class TreeTraverser:
    """Pyramid's traverser for this tree."""

    def __init__(self, root: Any) -> None:
        self.root = root

    def __call__(self, request: Any) -> dict[str, Any]:
        segments = _segments(request)
        if UID in (request.matchdict or ()):
            return _found(*find_by_uid(request), segments)
        start = len(SHELF) if _in_library(request, segments) else 0
        tree = LIBRARY if start else LIVE
        found, context, used = _find(request, tree, segments[start:])
        root, used = _root(request, found), used + start
        return _found(root, context, segments[used:], segments[:used])


def _found(
    root: Ancestor, context: Any, rest: list[str], traversed: Sequence[str] = ()
) -> dict[str, Any]:
    """What Pyramid expects of a traverser; the first of `rest` names the view."""
    return {
        "context": context,
        "root": root,
        "view_name": rest[0].removeprefix("@@") if rest else "",
        "subpath": tuple(rest[1:]),
        "traversed": tuple(traversed),
        "virtual_root": root,
        "virtual_root_path": (),
    }


def _find(request: Any, tree: str, segments: list[str]) -> tuple[list[Ancestor], Any, int]:
    """The way, root first; the context at its end; and how many segments it takes."""
    places = _place_segments(segments)
    front = request.site.front_uid if tree == LIVE and _shows_front(request, places) else None
    key = (request.site.id, tree, front, *(places or segments[:1]))  # `/-/...` is not the root
    reading = not request.environ.get("tm.active")  # what is not committed is kept for nobody
    if reading and (kept := recall(request, key)) is not None:
        return (*kept, len(places))
    found = _walk(request, places, front) if tree == LIVE else _walk_library(request, places)
    context, used = _context(request, found, segments)
    if reading and used == len(places) and isinstance(context, Node):
        keep(request, key, found, context)
    return found, context, used


def _segments(request: Any) -> list[str]:
    matched = request.matchdict or {}
    path = matched.get("traverse", request.path_info)
    return [unicodedata.normalize("NFC", part) for part in split_path_info(path or ROOT)]


def _place_segments(segments: list[str]) -> list[str]:
    for index, segment in enumerate(segments):
        if segment == TOOLS or segment.startswith("@@"):
            return segments[:index]
    return segments


def _in_library(request: Any, segments: list[str]) -> bool:
    """Visitors come by no route, and never into the library."""
    return request.matched_route is not None and segments[: len(SHELF)] == SHELF


def _root(request: Any, found: list[Ancestor]) -> Ancestor:
    """The root of the pages: what is not about one place asks for rights there."""
    if found[0].row.tree == LIVE:
        return found[0]
    key, reading = (request.site.id, LIVE, "root"), not request.environ.get("tm.active")
    ways: Ways = request.registry[Ways]
    known = ways.known(key) if reading else None
    if known is not None and known[0].generation == found[0].generation:
        return known[0]
    root = _found_along(request, LIVE, [])[0]
    if reading:
        ways.keep(key, [root])
    return root


def _walk_library(request: Any, segments: list[str]) -> list[Ancestor]:
    return _found_along(request, LIBRARY, segments)


def _found_along(request: Any, tree: str, segments: list[str]) -> list[Ancestor]:
    paths = [path for path in prefixes(segments[:200]) if not too_long(path)]
    rows = fetch_rows(request.db, request.site.id, tree, paths, None)
    found = chain(rows, paths, request.registry[Roles])
    if not found:
        raise HTTPNotFound(f"This site has no {tree} root; run `mastaba migrate`.")
    return found


def _walk(request: Any, segments: list[str], front: str | None) -> list[Ancestor]:
    """Ancestors that exist along `segments`; the front page stands in for the root's address."""
    paths = [path for path in prefixes(segments[:200]) if not too_long(path)]
    rows = fetch_rows(request.db, request.site.id, LIVE, paths, front)
    roles = request.registry[Roles]
    found = chain(rows, paths, roles)
    if not found:
        raise HTTPNotFound("This site has no root yet.")
    for row in rows.values():
        if front is not None and row.uid == front:
            return _way_to(request, row, found[0])
    return found


def _way_to(request: Any, front: Any, root: Ancestor) -> list[Ancestor]:
    """The front page with its true lineage: at `/` it is no more open than at its own address."""
    roles = request.registry[Roles]
    if front.parent_id == root.row.id:
        return [root, Ancestor(front, root, roles)]
    paths = [*parent_paths(front.path), front.path]
    rows = fetch_rows(request.db, request.site.id, LIVE, paths, None)
    found = chain(rows, paths, roles)
    return found if len(found) == len(paths) else [root]


def _shows_front(request: Any, segments: list[str]) -> bool:
    return not segments and request.matched_route is None and request.path_info == ROOT


def _context(request: Any, found: list[Ancestor], segments: list[str]) -> tuple[Any, int]:
    used = sum(1 for place in found if place.row.path != ROOT)
    used = min(used, len(segments))
    if len(found) == 1 and segments[:1] == [TOOLS]:
        return Tools(found[0]), 1
    context = load_context(request, found[-1])
    if context is None:
        raise HTTPNotFound("This page was removed a moment ago.")
    return context, used
