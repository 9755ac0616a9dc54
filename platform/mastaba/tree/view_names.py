"""Names of views that every public address has: no page may take one of them as its slug.

A view is always reached as `@@name`, and by its bare name as long as no page is there. The
editors' front writes `@@` everywhere, so the names of its views are free for pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.db import Database
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE

SHOWN = 5


def view_names(registry: Any) -> frozenset[str]:
    """Names of the views on nodes that belong to no route."""
    views = registry.introspector.get_category("views") or ()
    shown = (item["introspectable"] for item in views)
    return frozenset(view["name"] for view in shown if view["name"] and _is_public(view))


def _is_public(view: Any) -> bool:
    context = view.get("context")
    on_nodes = context is None or (isinstance(context, type) and issubclass(context, Node))
    return on_nodes and not view.get("route_name")


def check_view_names(registry: Any) -> Iterator[str]:
    """Pages that stand where a view was: both are reached, the view as `@@name` only."""
    names = view_names(registry)
    clashing = select(Node.path).where(Node.slug.in_(sorted(names)), Node.tree == LIVE)
    with Session(registry[Database].reads) as session:
        paths = session.scalars(clashing.order_by(Node.path).limit(SHOWN)).all()
    for path in paths:
        name = path.rpartition("/")[2]
        yield f"The page {path} hides the view “{name}”, which is reached as @@{name} there."


def includeme(config: Any) -> None:
    """Declare the check."""
    config.declare_check("view names", "No page hides a view", check_view_names)
