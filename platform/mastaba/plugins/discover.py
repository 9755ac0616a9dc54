"""Find installed plugins without importing what is not enabled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from mastaba.plugins.blame import place_in
from mastaba.plugins.extras import missing_packages
from mastaba.plugins.manifest import Plugin
from mastaba.plugins.naming import is_taken
from mastaba.plugins.problems import Problem, fault, nearest, one_line

GROUP = "mastaba.plugins"


@dataclass(frozen=True)
class Found:
    """An enabled plugin: its manifest, its package and the version of its distribution."""

    plugin: Plugin
    package: str
    version: str
    distribution: str = ""


def installed() -> dict[str, EntryPoint]:
    """Entry points of the group by name, from distribution metadata alone."""
    return {point.name: point for point in entry_points(group=GROUP)}


def discover(enabled: Iterable[str]) -> tuple[list[Found], list[Problem]]:
    """Manifests of the enabled plugins by name, and why others have none."""
    points = sorted(entry_points(group=GROUP), key=distribution_of)
    found: list[Found] = []
    problems: list[Problem] = []
    for name in sorted(set(enabled)):
        result = _found(name, [point for point in points if point.name == name], points)
        if isinstance(result, Found):
            found.append(result)
        else:
            problems.append(result)
    return found, problems


def version_of(point: EntryPoint) -> str:
    """Version of the distribution that brings this entry point."""
    return point.dist.version if point.dist is not None else "unknown"


def distribution_of(point: EntryPoint) -> str:
    """Name of the distribution that brings this entry point; empty when it is not known."""
    return point.dist.name if point.dist is not None else ""


def _found(name: str, own: list[EntryPoint], points: list[EntryPoint]) -> Found | Problem:
    if not own:
        install = "Install its distribution, or take it out of mastaba.plugins."
        hint = nearest(name, {point.name for point in points}, install)
        return fault("not-installed", name, hint=hint)
    if len(own) > 1:
        first, second, *_ = map(distribution_of, own)
        return fault("installed-twice", name, first=first, second=second)
    return _load(own[0])


def _load(point: EntryPoint) -> Found | Problem:
    name = point.name
    try:
        plugin = point.load()
    except (Exception, SystemExit) as error:
        facts = {"error": one_line(error), "place": place_in(point.module, error)}
        return fault("import-error", name, module=point.module, **facts)
    if not isinstance(plugin, Plugin):
        facts = {"value": point.value, "found": type(plugin).__name__, "package": point.module}
        return fault("no-manifest", name, **facts)
    if plugin.name != name:
        facts = {"place": plugin.place, "found": plugin.name}
        return fault("wrong-name", name, **facts)
    if is_taken(name):
        return fault("taken-name", name, place=plugin.place)
    if missing := missing_packages(point.dist, plugin.extra):
        facts = {"packages": ", ".join(missing), "verb": "is" if len(missing) == 1 else "are"}
        return fault(
            "extra-missing", name, **facts, distribution=distribution_of(point), extra=plugin.extra
        )
    return Found(plugin, point.module, version_of(point), distribution_of(point))
