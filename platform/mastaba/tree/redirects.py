"""Former addresses: where a page is now that is asked for where it was.

A row of `redirect` gives the former path of a node, and with it of everything below that node:
one row per rename or move, whatever the size of the subtree. Rows travel with the subtree they
lie in, so what was renamed below a page that was renamed later is found as well. A row names a
node, never another address, so that every chain ends at a node or nowhere.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any
from urllib.parse import quote

from pyramid.traversal import split_path_info
from sqlalchemy import Select, bindparam, func, select

from mastaba.security.roles import Roles
from mastaba.tree.lineage import Ancestor, chain, fetch_rows
from mastaba.tree.models import Node, Redirect
from mastaba.tree.paths import ROOT, prefixes, too_long
from mastaba.tree.publication import LIVE
from mastaba.tree.urls import SAFE

HOPS = 10  # of a chain: one per level that was renamed at another time
DEEPEST = 200  # segments
_R: Any = Redirect.__table__
_N: Any = Node.__table__


def current_address(request: Any, *, front: str = "site") -> str | None:
    """Where the requested path, of the public or the `admin` front, leads today; or None.

    None too when the requester sees a page at this path: what is there wins. The answer does not
    depend on pages that the requester may not see, at either end.
    """
    asked = request.path_info if front == "site" else request.matchdict["traverse"]
    segments, view = _split(asked or ROOT)
    path = ROOT + "/".join(segments)
    if not segments or _is_shown(request, path):
        return None
    place = _follow(request, path)
    if place is None or not request.has_permission("view", place):
        return None
    address = request.node_url(place, front=front).rstrip("/")
    address += "".join(f"/{quote(part, SAFE)}" for part in view)
    return f"{address or ROOT}?{request.query_string}".rstrip("?")


def _split(path_info: str) -> tuple[list[str], list[str]]:
    """Places and what follows them: `/a/b/@@view/x` -> ([a, b], [@@view, x])."""
    parts = [unicodedata.normalize("NFC", part) for part in split_path_info(path_info)]
    end = next((n for n, part in enumerate(parts) if part == "-" or part[:2] == "@@"), len(parts))
    return ([], []) if end > DEEPEST or parts[end:][:1] == ["-"] else (parts[:end], parts[end:])


def _is_shown(request: Any, path: str) -> bool:
    context = getattr(request, "context", None)
    here = getattr(context, "path", None) == path
    return here and bool(request.has_permission("view", context))


def _follow(request: Any, path: str) -> Ancestor | None:
    """The page that `path` stands for: written otherwise, or called so before."""
    folded = unicodedata.normalize("NFC", path.casefold())
    if folded != path and (place := _place_at(request, folded)) is not None:
        return place
    seen: set[str] = set()
    while len(seen) < HOPS and path not in seen:
        seen.add(path)
        moved = _translated(request, path)
        if moved is None:
            return None
        path = moved
        if (place := _place_at(request, path)) is not None:
            return place
    return None


def _translated(request: Any, path: str) -> str | None:
    """`path` with its longest former prefix replaced by where that leads; one statement."""
    paths = _paths(path)
    values = {"site_id": request.site.id, "tree": LIVE, "paths": paths[1:]}
    found = request.db.connection().execute(_longest(), values).first()
    return None if found is None else found.now.rstrip("/") + path[len(found.was) :]


@cache
def _longest() -> Select[Any]:
    return (
        select(_R.c.path.label("was"), _N.c.path.label("now"))
        .join(_N, _N.c.id == _R.c.node_id)
        .where(
            _R.c.site_id == bindparam("site_id"),
            _R.c.path.in_(bindparam("paths", expanding=True)),
            _N.c.tree == bindparam("tree"),
        )
        .order_by(func.length(_R.c.path).desc())
        .limit(1)
    )


def _place_at(request: Any, path: str) -> Ancestor | None:
    paths = _paths(path)
    rows = fetch_rows(request.db, request.site.id, LIVE, paths, None)
    places = chain(rows, paths, request.registry[Roles])
    return places[-1] if places and places[-1].row.path == path else None


def _paths(path: str) -> list[str]:
    return [p for p in prefixes(path.split("/")[1:]) if not too_long(p)]
