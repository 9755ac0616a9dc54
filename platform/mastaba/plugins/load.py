"""Load plugins in layers: the core first, then each plugin's settings, models and includeme."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from traceback import walk_tb
from typing import Any

from pyramid.exceptions import ConfigurationError

from mastaba.plugins.discover import Found, discover
from mastaba.plugins.manifest import PluginError
from mastaba.plugins.order import order


@dataclass(frozen=True)
class Plugins:
    """The plugins of this application, in loading order; of those left out, the reasons."""

    loaded: tuple[Found, ...] = ()
    sidelined: Mapping[str, str] = field(default_factory=dict)
    safe_mode: bool = False


def load_plugins(config: Any, enabled: Iterable[str]) -> None:
    """Include the enabled plugins behind a commit of the core. Raises `PluginError`."""
    config.commit()
    found = order(discover(enabled))
    config.registry[Plugins] = Plugins(tuple(found))
    for item in found:
        _include(config, item)
    _commit(config, found)


def optional_module(package: str, name: str) -> Any:
    """A plugin's `models`, `demo`, ... module when it has one, else None.

    A plugin may be a single module, which has none.
    """
    if not is_package(package):
        return None
    full = f"{package}.{name}"
    return import_module(full) if find_spec(full) is not None else None


def is_package(name: str) -> bool:
    """Whether a plugin is a package; a single module has neither models nor migrations."""
    return hasattr(import_module(name), "__path__")


def culprit(registry: Any, error: BaseException) -> str | None:
    """Name of the plugin whose code raised `error` or called what did; None for the core."""
    modules = [
        frame.f_globals.get("__name__", "") for frame, _line in walk_tb(error.__traceback__)
    ]
    plugins: Plugins = registry.get(Plugins) or Plugins()
    for module in reversed(modules):
        for item in plugins.loaded:
            if f"{module}.".startswith(f"{item.package}."):
                return item.plugin.name
    return None


def _include(config: Any, item: Found) -> None:
    try:
        optional_module(item.package, "models")
        config.include(item.package)
    except Exception as error:
        raise PluginError([_blame(item, error)]) from error


def _commit(config: Any, found: list[Found]) -> None:
    try:
        config.commit()
    except ConfigurationError as error:
        names = ", ".join(item.plugin.name for item in found)
        raise PluginError([f"Plugins {names}: {error}"]) from error


def _blame(item: Found, error: Exception) -> str:
    """Plugin, file and line of the failure inside the plugin's package."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if item.package.replace(".", "/") in f.filename.replace("\\", "/")]
    place = f"{inside[-1].filename}:{inside[-1].lineno}" if inside else item.package
    return (
        f"Plugin {item.plugin.name}: {type(error).__name__} at {place}: {error}. "
        "Mend it, or start without it: mastaba.plugins.disable."
    )
