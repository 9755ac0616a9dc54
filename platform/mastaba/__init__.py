"""Mastaba: a small core on Pyramid that grows by plugins.

`main()` only includes: what each room registers stands in that room's `includeme`.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

ROOMS = (
    "mastaba.settings",
    "mastaba.checks",
    "mastaba.clock",
    "mastaba.services",
    "mastaba.db",
    "mastaba.fences",
    "mastaba.events",
    "mastaba.jobs",
    "mastaba.security",
    "mastaba.mail",
    "mastaba.rendering",
    "mastaba.slots",
    "mastaba.tree",
    "mastaba.doors",
    "mastaba.content",
    "mastaba.forms",
    "mastaba.admin",
    "mastaba.site",
)


def main(global_config: dict[str, str], **settings: Any) -> Any:
    """The WSGI application of an ini file. Raises `SettingsError`, `PluginError`."""
    config = configure({**global_config, **settings})
    return config.make_wsgi_app()


def configure(settings: dict[str, Any]) -> Any:
    """A committed Configurator with the core, then the enabled plugins."""
    from pyramid.config import Configurator

    from mastaba.doors import refuse_bad_doors
    from mastaba.plugins import load_plugins
    from mastaba.security.request_class import settle_request_class
    from mastaba.settings import finish, settings_of
    from mastaba.settings.core import PluginSettings

    config = Configurator(settings=settings)
    for room in ROOMS:
        config.include(room)
    chosen = settings_of(config.registry, PluginSettings)
    load_plugins(config, [name for name in chosen.enabled if name not in chosen.disable])
    finish(config.registry)
    refuse_bad_doors(config)
    settle_request_class(config.registry)
    return config
