"""The doors of an application, read from what Pyramid knows of its views."""

from __future__ import annotations

import re
from typing import Any

from pyramid.interfaces import IExceptionResponse
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.static import static_view

from mastaba.doors.door import CONTEXT, LIST, NOTHING, PAGE, SAFE, UID, Door
from mastaba.plugins import Plugins
from mastaba.plugins.places import place_of_action
from mastaba.tree.models import Node
from mastaba.tree.permanent import FRONT
from mastaba.tree.traverser import TOOLS, Tools

THROUGH = re.compile(r"(\{traverse:.*\}|\*traverse)$")  # a route that leads through the tree
UNSAID = "?"  # neither said nor safe to assume


def doors_of(config: Any) -> list[Door]:
    """Every door of a committed Configurator, by address; exception views answer for others."""
    views = config.introspector.get_category("views") or ()
    found = [_door(config, item) for item in views if not _answers_errors(item)]
    return sorted(found, key=lambda door: (door.pattern, door.methods, door.view))


def permission_of(item: Any) -> str | None:
    """What a view asks for: `NO_PERMISSION_REQUIRED` when it says so, None when it is silent."""
    related = [one for one in item["related"] if one.category_name == "permissions"]
    asked: str | None = related[0]["value"] if related else None
    return asked


def _answers_errors(item: Any) -> bool:
    view = item["introspectable"]
    kind = view.get("context")
    is_error = isinstance(kind, type) and issubclass(kind, Exception)
    return bool(view.get("exception_only")) or kind is IExceptionResponse or is_error


def _door(config: Any, item: Any) -> Door:
    view, permission = item["introspectable"], permission_of(item)
    route = _route(config, view.get("route_name"))
    return Door(
        name=view.get("name") or "",
        pattern=_pattern(view, route),
        methods=_methods(view),
        permission=None if permission == NO_PERMISSION_REQUIRED else permission or UNSAID,
        shows=view.get("shows") or _assumed(view, permission, route),
        context=view.get("context"),
        owner=_owner(config, view),
        view=_name(view["callable"]),
        where=_where(view),
        reason=view.get("writes_because") or "",
        example=view.get("example") or "",
        below_root=view.get("is_root") is False,
    )


def _route(config: Any, name: str | None) -> str | None:
    found = config.introspector.get("routes", name) if name else None
    return None if found is None else str(found["pattern"])


def _assumed(view: Any, permission: str | None, route: str | None) -> str:
    """What a view shows that does not say so, where one answer is safe."""
    if isinstance(view["callable"], static_view):
        return NOTHING
    leads_elsewhere = route is not None and not THROUGH.search(route)
    if leads_elsewhere or permission in (None, NO_PERMISSION_REQUIRED):
        return UNSAID
    return CONTEXT if _is_on_nodes(view) else LIST


def _is_on_nodes(view: Any) -> bool:
    kind = view.get("context")
    return kind is None or (isinstance(kind, type) and issubclass(kind, Node))


def _pattern(view: Any, route: str | None) -> str:
    if route is not None and not THROUGH.search(route):
        return f"/{route.lstrip('/')}"
    front = THROUGH.sub("", route or "").rstrip("/")
    name = view.get("name") or ""
    if front.startswith(FRONT):
        return f"{FRONT}/{UID}/{name}"
    if view.get("context") is Tools:
        return f"{front}/{TOOLS}/{name}"
    if view.get("context") is None and view.get("shows") == NOTHING:
        return f"{front}/{name}"
    return f"{front}/{PAGE}/@@{name}" if name else f"{front}/{PAGE}"


def _methods(view: Any) -> tuple[str, ...]:
    """A view that names no method only reads (`mastaba.security.methods`)."""
    named = view.get("request_methods") or ("GET",)
    methods = {named} if isinstance(named, str) else set(named)
    return tuple(sorted(methods - (SAFE - {"GET"}) if "GET" in methods else methods))


def _owner(config: Any, view: Any) -> str:
    module = _name(view["callable"]).partition(":")[0]
    plugins = config.registry.get(Plugins) or Plugins()
    for item in plugins.loaded:
        if f"{module}.".startswith(f"{item.package}."):
            return item.plugin.name
    return "core"


def _name(view: Any) -> str:
    kind = view if hasattr(view, "__module__") and hasattr(view, "__qualname__") else type(view)
    return f"{kind.__module__}:{kind.__qualname__}"


def _where(view: Any) -> str:
    return place_of_action(view.action_info)
