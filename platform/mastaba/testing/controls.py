"""Doors with a hole each, on the scratch site only: a sweep that misses one of them is blind."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import select, update

from mastaba.tree.models import Node

PREFIX = "sweep-control-"


def tells_the_title(context: Node, _request: Any) -> Response:
    """A view that says it shows nothing, and shows the page."""
    return Response(context.title, charset="utf-8")


def lists_everything(request: Any) -> Response:
    """A list that is not filtered by rights."""
    return Response("\n".join(request.db.scalars(select(Node.title))), charset="utf-8")


def asks_too_little(request: Any) -> Response:
    """A form that changes the page it is told to, whoever sends it."""
    chosen = update(Node).where(Node.uid == request.POST.get("uid")).values(title="changed")
    request.db.execute(chosen)
    return Response("done", charset="utf-8")


CONTROLS = {
    "tells": (tells_the_title, {"permission": NO_PERMISSION_REQUIRED, "shows": "nothing"}),
    "lists": (lists_everything, {"permission": "view", "shows": "list"}),
    "writes": (
        asks_too_little,
        {
            "permission": "view",
            "shows": "list",
            "request_method": "POST",
            "writes_because": "it is a control",
            "example": "?uid={uid}",
        },
    ),
}


def plant_controls(config: Any) -> None:
    """Register them on a committed Configurator."""
    for name, (view, options) in CONTROLS.items():
        config.add_view(view, name=f"{PREFIX}{name}", context=Node, **options)
    config.commit()
