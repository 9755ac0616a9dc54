"""Order plugins so that each comes behind what it requires."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from packaging.requirements import InvalidRequirement, Requirement

from mastaba.plugins.discover import Found
from mastaba.plugins.manifest import PluginError


def order(found: list[Found]) -> list[Found]:
    """`found` in loading order, independent of the order they came in. Raises `PluginError`."""
    by_name = {item.plugin.name: item for item in sorted(found, key=lambda f: f.plugin.name)}
    if problems := [p for item in by_name.values() for p in _problems(item, by_name)]:
        raise PluginError(problems)
    sorter = TopologicalSorter({name: _before(item, by_name) for name, item in by_name.items()})
    try:
        return [by_name[name] for name in sorter.static_order()]
    except CycleError as error:
        raise PluginError([f"Plugins require each other in a circle: {error.args[1]}."]) from None


def _before(item: Found, by_name: dict[str, Found]) -> list[str]:
    required = [Requirement(text).name for text in item.plugin.requires]
    return required + [name for name in item.plugin.after if name in by_name]


def _problems(item: Found, by_name: dict[str, Found]) -> list[str]:
    name = item.plugin.name
    clashes = [other for other in item.plugin.conflicts if other in by_name]
    return [
        *(
            sentence
            for text in item.plugin.requires
            if (sentence := _missing(name, text, by_name))
        ),
        *(f"Plugin {name}: conflicts with {other}; enable only one." for other in clashes),
    ]


def _missing(name: str, text: str, by_name: dict[str, Found]) -> str | None:
    try:
        wanted = Requirement(text)
    except InvalidRequirement:
        return f"Plugin {name}: requires {text!r}, which is not a name with versions."
    other = by_name.get(wanted.name)
    if other is None:
        return f"Plugin {name}: requires {text}; add {wanted.name} to mastaba.plugins."
    if not wanted.specifier.contains(other.version, prereleases=True):
        return f"Plugin {name}: requires {text}; installed is {other.version}."
    return None
