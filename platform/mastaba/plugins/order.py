"""Order plugins so that each comes behind what it requires."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from mastaba.plugins.discover import Found
from mastaba.plugins.manifest import API_VERSION
from mastaba.plugins.problems import PluginError, Problem, fault, problem


def order(found: Sequence[Found]) -> list[Found]:
    """`found` in loading order, independent of the order they came in. Raises `PluginError`."""
    by_name = {item.plugin.name: item for item in sorted(found, key=lambda f: f.plugin.name)}
    sorter = TopologicalSorter({name: _before(item, by_name) for name, item in by_name.items()})
    try:
        return [by_name[name] for name in sorter.static_order()]
    except CycleError as error:
        raise PluginError([_cycle(error.args[1], by_name)]) from None


def unfit(
    found: Sequence[Found], failed: Collection[str] = (), disabled: Collection[str] = ()
) -> Iterator[Problem]:
    """What the manifests ask for and do not get; nothing more is said of those that `failed`."""
    by_name = {item.plugin.name: item for item in found}
    for item in found:
        yield from _api(item)
        for text in item.plugin.requires:
            yield from _requirement(item, text, by_name, failed, disabled)
        yield from (_conflict(item, other) for other in item.plugin.conflicts if other in by_name)


def required_by(item: Found) -> list[str]:
    """Names of the plugins it requires, as far as they can be read."""
    return [wanted.name for text in item.plugin.requires if (wanted := _read(text)) is not None]


def _before(item: Found, by_name: dict[str, Found]) -> list[str]:
    wanted = [*required_by(item), *item.plugin.after]
    return [name for name in wanted if name in by_name]


def _cycle(names: list[str], by_name: dict[str, Found]) -> Problem:
    members = sorted(set(names))
    places = ", ".join(by_name[name].plugin.place for name in members)
    return problem("cycle", tuple(members), names=", ".join(members), places=places)


def _api(item: Found) -> Iterator[Problem]:
    name, wanted, where = item.plugin.name, item.plugin.api, item.plugin.place
    try:
        fits = SpecifierSet(wanted).contains(API_VERSION, prereleases=True)
    except InvalidSpecifier:
        yield _unreadable(item, "api", wanted, 'versions such as ">=0.1,<1"')
        return
    if not fits:
        facts = {"wanted": wanted, "place": where, "found": API_VERSION}
        yield fault("wrong-api", name, **facts)


def _requirement(
    item: Found,
    text: str,
    by_name: dict[str, Found],
    failed: Collection[str],
    disabled: Collection[str],
) -> Iterator[Problem]:
    wanted = _read(text)
    if wanted is None:
        yield _unreadable(item, "requires", text, 'a name with versions such as "pages>=1.0"')
        return
    facts = {"name": wanted.name, "wanted": text, "place": item.plugin.place}
    plugin, other = item.plugin.name, by_name.get(wanted.name)
    if other is None:
        if wanted.name not in failed:
            yield fault("not-enabled", plugin, hint=_enable(wanted.name, disabled), **facts)
    elif not wanted.specifier.contains(other.version, prereleases=True):
        facts |= {"found": other.version, "versions": str(wanted.specifier)}
        title = other.distribution or wanted.name
        yield fault("wrong-version", plugin, distribution=title, **facts)


def _enable(name: str, disabled: Collection[str]) -> str:
    if name in disabled:
        return f"Take {name} out of mastaba.plugins.disable."
    return f"Add {name} to mastaba.plugins."


def _read(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None


def _conflict(item: Found, other: str) -> Problem:
    name = item.plugin.name
    return fault("conflict", name, other=other, place=item.plugin.place)


def _unreadable(item: Found, key: str, found: str, expected: str) -> Problem:
    name, where = item.plugin.name, item.plugin.place
    facts = {"place": where, "key": key, "found": found, "expected": expected}
    return fault("unreadable", name, **facts)
