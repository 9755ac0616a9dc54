"""Views that every site has."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import text

from mastaba.site.layout import page_variables
from mastaba.tree.models import Node
from mastaba.tree.traverser import Tools


def welcome(context: Node, request: Any) -> dict[str, Any]:
    """The root of a site that has no front page yet; nothing else uses this view."""
    if context.parent_id is not None:
        raise HTTPNotFound()
    return page_variables(request, title=request.site.title)


def health(request: Any) -> Response:
    """`up` when the database answers; the body says nothing else."""
    request.db.execute(text("SELECT 1"))
    return Response("up\n", content_type="text/plain", charset="utf-8")


def robots(request: Any) -> Response:
    """Everything public may be indexed; the editors' screens may not."""
    lines = ["User-agent: *", "Disallow: /admin", "Disallow: /login", ""]
    return Response("\n".join(lines), content_type="text/plain", charset="utf-8")


def includeme(config: Any) -> None:
    """Register them."""
    config.add_view(
        welcome, context=Node, renderer="site/welcome.jinja2", permission="view", shows="list"
    )
    for view, options in (
        (health, {"context": Tools, "name": "health"}),
        (robots, {"name": "robots.txt"}),
    ):
        config.add_view(view, permission=NO_PERMISSION_REQUIRED, shows="nothing", **options)
