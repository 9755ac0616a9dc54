"""Rendering: Jinja2 templates by logical name, themes, and files that browsers fetch.

A room or plugin with a folder `templates/` is addressed `<name>/<file>.jinja2`, where `<name>` is
the room's or the plugin's name. Call `config.add_templates("name", "package:templates")` to add
one, `config.override_templates("name", "mine:templates/name")` to show other files in place of
somebody else's, `config.add_theme(...)` for a look that sites can choose, and
`config.add_assets("name", "package:static")` for style sheets and scripts,
`config.add_template_function("name", fn)` for what templates may call. Does not live here: any
template. `templates.py` says where one is looked for, `loader.py` how Jinja asks for it,
`environment.py` which of its environments a request gets.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from mastaba.rendering.asset_folders import AssetFolders, add_assets
from mastaba.rendering.assets import Assets, add_static, asset_url
from mastaba.rendering.environment import (
    RendererFactory,
    ThemedEnvironments,
    environment_of,
    prepare,
)
from mastaba.rendering.functions import add_template_function
from mastaba.rendering.templates import Templates, add_templates, override_templates
from mastaba.rendering.theme import Themes, add_theme

__all__ = ["Assets", "Environment", "Templates", "Themes", "environment_of", "includeme"]


def includeme(config: Any) -> None:
    """Set up the `.jinja2` renderer, the directives and `/-/static/`."""
    config.include("pyramid_jinja2")
    config.add_renderer(".jinja2", RendererFactory())
    registry = config.registry
    registry[Templates], registry[Themes] = Templates(), Themes()
    registry[ThemedEnvironments] = ThemedEnvironments()
    registry[AssetFolders] = AssetFolders()
    registry[Assets] = Assets.built(registry[AssetFolders])
    config.add_directive("add_assets", add_assets)
    config.add_directive("add_template_function", add_template_function)
    config.add_directive("add_templates", add_templates)
    config.add_directive("override_templates", override_templates)
    config.add_directive("add_theme", add_theme)
    config.add_request_method(asset_url, "asset_url")
    config.include("mastaba.rendering.settings")
    config.include("mastaba.rendering.checks")
    config.action("mastaba jinja2", prepare, args=(config,), order=999)
    add_static(config)
