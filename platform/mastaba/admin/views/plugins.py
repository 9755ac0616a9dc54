"""/admin/-/plugins: what is installed, and what this process runs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mastaba.content.types import ContentTypes
from mastaba.plugins.states import PluginState, states
from mastaba.tree.traverser import Tools


def plugins(_context: Tools, request: Any) -> dict[str, Any]:
    """The enabled ones in loading order, then the rest by name."""
    return {"rows": [_row(request, state) for state in states(request.registry)]}


def _row(request: Any, state: PluginState) -> dict[str, Any]:
    types: ContentTypes = request.registry[ContentTypes]
    own = f"{state.name}."
    provides = [t.title for t in types.by_name.values() if t.name.startswith(own)]
    return {**asdict(state), "provides": provides}


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(
        plugins,
        context=Tools,
        name="plugins",
        permission="manage_site",
        renderer="admin/plugins.jinja2",
    )
