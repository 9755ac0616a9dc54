"""Rendering: Jinja2 templates by logical name, and the built front end's addresses.

A room or plugin with a folder `templates/` is addressed `<name>/<file>.jinja2`, where `<name>` is
the room's or the plugin's name. Call `config.add_templates("name", "package:templates")` to add
one. Does not live here: any template.
"""

from __future__ import annotations

from typing import Any

from mastaba.rendering.assets import Assets, add_static
from mastaba.rendering.environment import RendererFactory, add_templates, prepare


def includeme(config: Any) -> None:
    """Set up the `.jinja2` renderer, `config.add_templates`, `request.asset` and `/-/static/`."""
    config.include("pyramid_jinja2")
    config.add_renderer(".jinja2", RendererFactory())
    config.add_directive("add_templates", add_templates)
    config.registry[Assets] = Assets.built()
    config.action("mastaba jinja2", prepare, args=(config,), order=999)
    add_static(config)
