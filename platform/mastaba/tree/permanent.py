"""Addresses of library content that never change: `/-/id/<uid>/<view>`.

What lies in the library has no page, but a file in it is asked for by browsers. Its address names
the uid, so that moving and renaming change nothing, and answers under the rights and the state
of the node like a page: hidden, in the trash and not there are the same 404. Only views that
were registered for it by `config.add_permanent_view` answer here, none of the site or the admin.
On a page that is shown by a preview link, addresses of its drafts name the link as well
(`mastaba.security.lending`).
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, cast

from pyramid.exceptions import ConfigurationError
from pyramid.httpexceptions import HTTPNotFound
from sqlalchemy import select

from mastaba.db import Database
from mastaba.security.lending import lent_by
from mastaba.security.roles import Roles
from mastaba.tree.due import is_due
from mastaba.tree.lineage import Ancestor, chain, fetch_way
from mastaba.tree.locate import load_context
from mastaba.tree.models import Generation, Node
from mastaba.tree.publication import LIBRARY
from mastaba.tree.ways import LIMIT

ROUTE = "permanent"
FRONT = "/-/id"
UID, LINK = "uid", "link"
# One address, however else a uid can be written; and what a preview link adds to it.
PATTERN = f"{FRONT}/{{{UID}:[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}}}"
LENT = f"{{{LINK}:(?:~[A-Za-z0-9_-]{{1,100}})?}}"

_PRESENT = select(Generation.tree)


class PermanentViews:
    """Names of the views that have such an address, and types of content; on the registry."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.contexts: set[type[Node]] = set()


def permanent_url(request: Any, uid: str, view: str) -> str:
    """The address of a view of the library node with this uid, for what this request answers."""
    token = lent_by(request, uid)
    return f"{FRONT}/{uid}~{token}/{view}" if token else f"{FRONT}/{uid}/{view}"


def add_permanent_view(
    config: Any,
    view: Any,
    *,
    context: type[Node],
    name: str,
    permission: str = "view",
    **options: Any,
) -> None:
    """Directive: `add_view` for visitors at `/-/id/<uid>/<name>`, for content of the library.

    `context` is a content type with `tree="library"`. The address never changes;
    `request.node_url(node, name)` gives it. Raises `ConfigurationError` without a name.
    """
    if not name:
        raise ConfigurationError("add_permanent_view: expected the name of the view, found none.")
    config.registry[PermanentViews].names.add(name)
    config.registry[PermanentViews].contexts.add(context)
    config.add_view(
        view, route_name=ROUTE, context=context, name=name, permission=permission, **options
    )


class Found:
    """Nodes that were found by their uid, root and node, of one application; on the registry.

    They belong to no session, and hold as long as the generation of the tree they were read in:
    whatever changes a node writes to its row in `node`, too.
    """

    def __init__(self) -> None:
        self._found: dict[Hashable, tuple[Ancestor, Node]] = {}

    def get(self, request: Any, key: Hashable) -> tuple[Ancestor, Node] | None:
        """What is kept, if it still is so: one small statement; None for what is not."""
        found = self._found.get(key)
        if found is None or is_due(found[1], request.now):
            return None
        return found if found[0].generation == _present(request) else None

    def keep(self, request: Any, key: Hashable, root: Ancestor, node: Node) -> None:
        """Keep what this reading request has found; nobody may change it from now on."""
        request.db.expunge(node)
        self._found.pop(key, None)
        self._found[key] = (root, node)
        if len(self._found) > LIMIT:
            self._found.pop(next(iter(tuple(self._found))), None)

    def forget(self) -> None:
        """Look for everything anew."""
        self._found.clear()


def _present(request: Any) -> int | None:
    """The generation of the tree now; for this alone no session is opened, which costs more."""
    if "db" in request.__dict__:
        connection = request.db.connection()
        return cast("int | None", connection.scalar(_PRESENT))
    with request.registry[Database].reads.connect() as connection:
        return cast("int | None", connection.scalar(_PRESENT))


def find_by_uid(request: Any) -> tuple[Ancestor, Node]:
    """The root of the library and the node that the address names: two statements, later one.

    Where nothing is to be changed the node belongs to no session: views read it. Raises
    `HTTPNotFound`. Rights are not asked here.
    """
    known: Found = request.registry[Found]
    key = request.site.id, request.matchdict[UID]
    reading = not request.environ.get("tm.active")  # what is not committed is kept for nobody
    found = known.get(request, key) if reading else None
    if found is not None:
        return found
    way = _way(request, request.matchdict[UID])
    node = load_context(request, way[-1]) if way else None
    if node is None:
        raise HTTPNotFound("There is nothing at this address.")
    if reading and not is_due(way[-1], request.now):
        known.keep(request, key, way[0], node)
    return way[0], node


def _way(request: Any, uid: str) -> list[Ancestor]:
    rows = fetch_way(request.db, request.site.id, LIBRARY, uid)
    way = chain(rows, list(rows), request.registry[Roles])
    return way if way and way[-1].row.uid == uid else []


def includeme(config: Any) -> None:
    """Register the route and the directive."""
    config.registry[PermanentViews] = PermanentViews()
    config.registry[Found] = Found()
    config.add_route(ROUTE, f"{PATTERN}{LENT}{{traverse:(/.*)?}}")
    config.add_directive("add_permanent_view", add_permanent_view)
    config.add_request_method(permanent_url, "permanent_url")
