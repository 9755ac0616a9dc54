"""Mastaba: a small core on Pyramid that grows by plugins.

`main()` only includes: what each room registers stands in that room's `includeme`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__version__ = "0.1.0"

ROOMS = (
    "mastaba.settings",
    "mastaba.checks",
    "mastaba.plugins",
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


def configure(settings: dict[str, Any], left_out: Mapping[str, str] | None = None) -> Any:
    """A committed Configurator with the core, then the enabled plugins.

    `left_out` are plugins not to load, with the reasons; None = what quarantine finds.
    """
    from mastaba.doors import refuse_bad_doors
    from mastaba.plugins import LayeredConfigurator, load_plugins, quarantine
    from mastaba.plugins.choose import absent
    from mastaba.security.request_class import settle_request_class
    from mastaba.settings import finish

    config = LayeredConfigurator(settings=settings)
    for room in ROOMS:
        config.include(room)
    config.commit()
    if left_out is None:
        left_out = quarantine.left_out(config.registry, settings)
    load_plugins(config, left_out)
    finish(config.registry, absent(config.registry))
    refuse_bad_doors(config)
    settle_request_class(config.registry)
    return config
