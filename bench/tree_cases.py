"""What `bench/tree.py` does with a forest: named functions that take the site."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

from pyramid.interfaces import IRequestFactory
from sqlalchemy import select

from bench.cases import deep
from bench.content import HOST
from bench.forest import ROOTS
from bench.measure import caller
from mastaba.api import find_at, move, share
from mastaba.cli.application import command_request
from mastaba.testing import ScratchSite, identity_of
from mastaba.tree.kept import Kept
from mastaba.tree.models import Node
from mastaba.tree.traverser import TreeTraverser
from mastaba.tree.ways import Ways

Action = Callable[[], Any]
WIDE, MOVED = ROOTS


def forget(site: ScratchSite) -> None:
    """As after a change somewhere in the tree."""
    site.registry[Ways].forget()
    site.registry[Kept].forget()


def resolving(site: ScratchSite, depth: int) -> Action:
    """From path to context, walked anew each time."""

    def resolve() -> None:
        site.registry[Ways].forget()
        factory = site.registry.getUtility(IRequestFactory)
        request = factory.blank(deep(depth), base_url=f"https://{HOST}")
        request.registry, request.matched_route = site.registry, None
        assert TreeTraverser(None)(request)["context"].path == deep(depth)
        request._process_finished_callbacks()

    return resolve


def page(site: ScratchSite, path: str, role: str | None = None, query: str = "") -> Action:
    """A whole request."""
    cookie = "" if role is None else f"{site.cookie_name}={site.log_in(role)}"
    call = caller(site.application, path, cookie, query)

    def get() -> None:
        status = call()
        assert status.startswith("200"), (path, status)

    return get


def fresh(site: ScratchSite, action: Action) -> Action:
    """The same as after a change somewhere in the tree."""

    def act() -> None:
        forget(site)
        action()

    return act


def last_page(site: ScratchSite) -> str:
    """The query that shows the last fifty of the wide list."""
    with site.database.reading_session() as session:
        parent = select(Node.id).where(Node.path == WIDE).scalar_subquery()
        ordered = select(Node.order_key, Node.id).where(Node.parent_id == parent)
        key, row = session.execute(ordered.order_by(Node.order_key.desc()).limit(51)).all()[-1]
    text = json.dumps(["order", key, row]).encode()
    return f"after={urlsafe_b64encode(text).decode().rstrip('=')}"


def latest(site: ScratchSite, role: str) -> Action:
    """The fifty pages that were changed last among those that this person may edit."""
    identity = identity_of(site.account(role))

    def find() -> None:
        with command_request(site.config, identity) as request:
            request.environ["tm.active"] = False
            found = request.catalog().visible("edit").latest("modified").rows(50)
            assert len(found) == 50, len(found)

    return find


def moving(site: ScratchSite) -> Action:
    """The subtree to another parent and, the next time, back."""

    def carry() -> None:
        with site.request() as request:
            node = find_at(request, MOVED) or find_at(request, "/forest/elsewhere/moved")
            target = "/forest/elsewhere" if node.path == MOVED else "/forest"
            move(request, node, find_at(request, target))

    return carry


def sharing(site: ScratchSite) -> Action:
    """Rights on the root, which every other page inherits."""

    def change() -> None:
        with site.request() as request:
            root = find_at(request, "/")
            grants = dict(root.grants)
            if grants.pop("group:extra", None) is None:
                grants["group:extra"] = ["reader"]
            share(request, root, grants, inherit=False)

    return change
