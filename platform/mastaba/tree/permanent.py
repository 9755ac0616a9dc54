"""Addresses of library content that never change: `/-/id/<uid>/<view>`.

What lies in the library has no page, but a file in it is asked for by browsers. Its address names
the uid, so that moving and renaming change nothing, and answers under the rights and the state
of the node like a page: hidden, in the trash and not there are the same 404. Only views that
were registered for it by `config.add_permanent_view` answer here, none of the site or the admin.
On a page that is shown by a preview link, addresses of its drafts name the link as well
(`mastaba.security.lending`).
"""

from __future__ import annotations

from typing import Any

from pyramid.exceptions import ConfigurationError
from pyramid.httpexceptions import HTTPNotFound

from mastaba.security.lending import lent_by
from mastaba.security.roles import Roles
from mastaba.tree.lineage import Ancestor, chain, fetch_way
from mastaba.tree.locate import load_context
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY
from mastaba.tree.ways import keep, recall

ROUTE = "permanent"
FRONT = "/-/id"
UID, LINK = "uid", "link"
# One address, however else a uid can be written; and what a preview link adds to it.
PATTERN = f"{FRONT}/{{{UID}:[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}}}"
LENT = f"{{{LINK}:(?:~[A-Za-z0-9_-]{{1,100}})?}}"


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


def find_by_uid(request: Any) -> tuple[Ancestor, Node]:
    """The root of the library and the node that the address names: one statement, at first two.

    Raises `HTTPNotFound`. Rights are not asked here.
    """
    uid = request.matchdict[UID]
    key = (request.site.id, ROUTE, uid)
    reading = not request.environ.get("tm.active")  # what is not committed is kept for nobody
    kept = recall(request, key) if reading else None
    if kept is not None:
        return kept[0][0], kept[1]
    way = _way(request, uid)
    node = load_context(request, way[-1]) if way else None
    if node is None:
        raise HTTPNotFound("There is nothing at this address.")
    if reading:
        keep(request, key, way, node)
    return way[0], node


def _way(request: Any, uid: str) -> list[Ancestor]:
    rows = fetch_way(request.db, request.site.id, LIBRARY, uid)
    way = chain(rows, list(rows), request.registry[Roles])
    return way if way and way[-1].row.uid == uid else []


def includeme(config: Any) -> None:
    """Register the route and the directive."""
    config.registry[PermanentViews] = PermanentViews()
    config.add_route(ROUTE, f"{PATTERN}{LENT}{{traverse:(/.*)?}}")
    config.add_directive("add_permanent_view", add_permanent_view)
    config.add_request_method(permanent_url, "permanent_url")
