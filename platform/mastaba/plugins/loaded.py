"""The plugins of an application, and the parts each of them has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from traceback import walk_tb
from typing import Any

from mastaba.plugins.discover import Found


@dataclass(frozen=True)
class Plugins:
    """The plugins of this application, in loading order; of those left out, the reasons."""

    loaded: tuple[Found, ...] = ()
    sidelined: Mapping[str, str] = field(default_factory=dict)
    safe_mode: bool = False


def module_of(item: Found, part: str) -> Any:
    """A plugin's module for `part` ("models", "demo", ...) when it has one, else None.

    A plugin may be a single module, which has none. Raises what its import raises.
    """
    name = item.plugin.module(item.package, part)
    if getattr(item.plugin, part):
        return import_module(name)
    return import_module(name) if is_package(item.package) and find_spec(name) else None


def is_package(name: str) -> bool:
    """Whether a plugin is a package; a single module has neither models nor migrations."""
    return hasattr(import_module(name), "__path__")


def culprit(registry: Any, error: BaseException) -> str | None:
    """Name of the plugin whose code raised `error` or called what did; None for the core."""
    plugins: Plugins = registry.get(Plugins) or Plugins()
    modules = [
        frame.f_globals.get("__name__", "") for frame, _line in walk_tb(error.__traceback__)
    ]
    for module in reversed(modules):
        for item in plugins.loaded:
            if f"{module}.".startswith(f"{item.package}."):
                return item.plugin.name
    return None
