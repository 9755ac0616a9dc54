"""Find installed plugins without importing what is not enabled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points

from mastaba.plugins.manifest import Plugin, PluginError

GROUP = "mastaba.plugins"


@dataclass(frozen=True)
class Found:
    """An enabled plugin: its manifest, its package and the version of its distribution."""

    plugin: Plugin
    package: str
    version: str


def installed() -> dict[str, EntryPoint]:
    """Entry points of the group by name, from distribution metadata alone."""
    return {point.name: point for point in entry_points(group=GROUP)}


def discover(enabled: Iterable[str]) -> list[Found]:
    """Manifests of the enabled plugins. Raises `PluginError` with every problem."""
    points = installed()
    found: list[Found] = []
    problems: list[str] = []
    for name in dict.fromkeys(enabled):
        if name not in points:
            problems.append(_unknown(name, points))
            continue
        try:
            found.append(_load(points[name]))
        except PluginError as error:
            problems.extend(error.problems)
    if problems:
        raise PluginError(problems)
    return found


def version_of(point: EntryPoint) -> str:
    """Version of the distribution that brings this entry point."""
    return point.dist.version if point.dist is not None else "unknown"


def _load(point: EntryPoint) -> Found:
    try:
        plugin = point.load()
    except Exception as error:
        where = f"{point.value} ({type(error).__name__}: {error})"
        raise PluginError([f"Plugin {point.name}: cannot be imported from {where}."]) from error
    if not isinstance(plugin, Plugin):
        raise PluginError([f"Plugin {point.name}: {point.value} is not a mastaba.api.Plugin."])
    if plugin.name != point.name:
        raise PluginError(
            [f"Plugin {point.name}: its manifest calls itself {plugin.name!r}; use one name."]
        )
    return Found(plugin, point.module, version_of(point))


def _unknown(name: str, points: dict[str, EntryPoint]) -> str:
    near = get_close_matches(name, points, n=1)
    hint = f"did you mean {near[0]}?" if near else "install it, or take it out of mastaba.plugins."
    return f"Plugin {name}: named in mastaba.plugins but not installed; {hint}"
