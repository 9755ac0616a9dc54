"""/admin/-/plugins: what is installed, and what this process runs."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import Any

from mastaba.content.types import ContentTypes
from mastaba.plugins.discover import Found, installed, version_of
from mastaba.plugins.load import Plugins
from mastaba.settings import settings_of
from mastaba.settings.core import PluginSettings
from mastaba.tree.traverser import Tools


def plugins(_context: Tools, request: Any) -> dict[str, Any]:
    """The enabled ones in loading order, then the rest by name."""
    points = installed()
    loaded = request.registry[Plugins].loaded
    running = [_running(request, item, points) for item in loaded]
    names = {item.plugin.name for item in loaded}
    disabled = set(settings_of(request.registry, PluginSettings).disable)
    others = [
        _idle(points[name], name in disabled) for name in sorted(points) if name not in names
    ]
    return {"rows": [*running, *others]}


def _running(request: Any, item: Found, points: dict[str, EntryPoint]) -> dict[str, Any]:
    types: ContentTypes = request.registry[ContentTypes]
    own = f"{item.plugin.name}."
    point = points.get(item.plugin.name)
    return {
        "name": item.plugin.name,
        "title": item.plugin.title,
        "version": item.version,
        "state": "enabled",
        "reason": "",
        "requires": item.plugin.requires,
        "provides": [t.title for t in types.by_name.values() if t.name.startswith(own)],
        "distribution": _distribution(point),
    }


def _idle(point: EntryPoint, disabled: bool) -> dict[str, Any]:
    return {
        "name": point.name,
        "title": point.name,
        "version": version_of(point),
        "state": "disabled" if disabled else "available",
        "reason": "",
        "requires": (),
        "provides": (),
        "distribution": _distribution(point),
    }


def _distribution(point: EntryPoint | None) -> str:
    return point.dist.name if point is not None and point.dist is not None else ""


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(
        plugins,
        context=Tools,
        name="plugins",
        permission="manage_site",
        renderer="admin/plugins.jinja2",
    )
