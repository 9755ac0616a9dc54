"""The order of plugins, whatever order they were named in."""

from __future__ import annotations

from itertools import permutations

import pytest

from mastaba.plugins.discover import Found
from mastaba.plugins.manifest import Plugin, PluginError
from mastaba.plugins.order import order


def found(name: str, version: str = "1.0", **options: tuple[str, ...]) -> Found:
    return Found(Plugin(name, name.title(), **options), f"package_{name}", version)  # type: ignore[arg-type]  # any option


def names(items: list[Found]) -> list[str]:
    return [item.plugin.name for item in items]


def test_requirements_come_first_in_every_order() -> None:
    items = [
        found("comments", requires=("pages>=1.0",)),
        found("pages"),
        found("theme", after=("comments",)),
    ]
    for some in permutations(items):
        assert names(order(list(some))) == ["pages", "comments", "theme"]


def test_after_a_plugin_that_is_not_there_means_nothing() -> None:
    assert names(order([found("a", after=("ghost",))])) == ["a"]


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([found("a", requires=("b",))], "Plugin a: requires b; add b to mastaba.plugins."),
        (
            [found("a", requires=("b>=2",)), found("b")],
            "Plugin a: requires b>=2; installed is 1.0.",
        ),
        ([found("a", requires=("!!",))], "requires '!!', which is not a name"),
        ([found("a", conflicts=("b",)), found("b")], "Plugin a: conflicts with b"),
        ([found("a", requires=("b",)), found("b", requires=("a",))], "in a circle"),
    ],
)
def test_what_cannot_be_ordered_is_named(items: list[Found], sentence: str) -> None:
    with pytest.raises(PluginError) as caught:
        order(items)
    assert sentence in str(caught.value)


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(PluginError) as caught:
        order([found("a", requires=("x",)), found("b", requires=("y",))])
    assert len(caught.value.problems) == 2
