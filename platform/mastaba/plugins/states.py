"""What is installed, and what became of it in this process."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint
from typing import Any

from mastaba.plugins.discover import Found, installed, version_of
from mastaba.plugins.loaded import Plugins
from mastaba.settings import settings_of
from mastaba.settings.core import PluginSettings

ENABLED, DISABLED, SIDELINED, AVAILABLE = "enabled", "disabled", "quarantined", "available"
PAUSED = "paused"  # enabled, but the site runs in safe mode


@dataclass(frozen=True)
class PluginState:
    """One plugin. `state` is one of the five above, `reason` a sentence or empty."""

    name: str
    title: str
    version: str
    state: str
    reason: str = ""
    requires: tuple[str, ...] = ()
    distribution: str = ""


def states(registry: Any) -> list[PluginState]:
    """The running ones in loading order, then the rest by name."""
    plugins: Plugins = registry[Plugins]
    chosen = settings_of(registry, PluginSettings)
    points = installed()
    running = [_running(item, points) for item in plugins.loaded]
    names = {state.name for state in running}
    others = {name: point for name, point in points.items() if name not in names}
    rest = list(idle(others, chosen.disable, plugins.sidelined))
    if plugins.safe_mode:
        rest = [_paused(one) if one.name in chosen.enabled else one for one in rest]
    lost = sorted(plugins.sidelined.keys() - points.keys())
    missing = [PluginState(name, name, "", SIDELINED, plugins.sidelined[name]) for name in lost]
    return [*running, *rest, *missing]


def idle(
    points: Mapping[str, EntryPoint], disabled: Collection[str], reasons: Mapping[str, str]
) -> Iterator[PluginState]:
    """Those that do not run, known from the metadata of their distributions alone."""
    for name, point in sorted(points.items()):
        state = SIDELINED if name in reasons else DISABLED if name in disabled else AVAILABLE
        reason = reasons.get(name, "")
        yield PluginState(name, name, version_of(point), state, reason, (), _distribution(point))


def _paused(state: PluginState) -> PluginState:
    return replace(state, state=PAUSED) if state.state == AVAILABLE else state


def _running(item: Found, points: Mapping[str, EntryPoint]) -> PluginState:
    plugin = item.plugin
    return PluginState(
        plugin.name,
        plugin.title,
        item.version,
        ENABLED,
        requires=plugin.requires,
        distribution=_distribution(points.get(plugin.name)),
    )


def _distribution(point: EntryPoint | None) -> str:
    return point.dist.name if point is not None and point.dist is not None else ""
