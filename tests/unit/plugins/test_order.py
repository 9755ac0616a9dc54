"""The order of plugins, whatever order they were named in."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from mastaba.plugins.discover import Found
from mastaba.plugins.manifest import Plugin
from mastaba.plugins.order import order, unfit
from mastaba.plugins.problems import PluginError


def found(name: str, version: str = "1.0", **options: Any) -> Found:
    return Found(Plugin(name, name.title(), **options), f"package_{name}", version, f"dist-{name}")


def names(items: list[Found]) -> list[str]:
    return [item.plugin.name for item in items]


def told(*items: Found, failed: tuple[str, ...] = ()) -> list[str]:
    return [str(one) for one in unfit(items, failed)]


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


def test_a_circle_is_named_with_its_members_alone() -> None:
    ring = [found("a", requires=("b",)), found("b", after=("a",)), found("c", requires=("a",))]
    with pytest.raises(PluginError) as caught:
        order(ring)
    assert "Plugins a, b: each waits for the next" in str(caught.value)
    assert caught.value.problems[0].plugins == ("a", "b")


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([found("a", requires=("b",))], "which is not enabled. Add b to mastaba.plugins."),
        (
            [found("a", requires=("b>=2",)), found("b")],
            'but b 1.0 is installed. Install another: pip install "dist-b>=2"',
        ),
        ([found("a", requires=("!!",))], "says requires = '!!'. Write a name with versions"),
        ([found("a", api="new")], "says api = 'new'. Write versions such as"),
        ([found("a", api=">=9")], "was written for mastaba.api >=9"),
        ([found("a", conflicts=("b",)), found("b")], "Plugin a: cannot run beside b"),
    ],
)
def test_what_does_not_fit_is_named_with_the_manifest_that_asks_for_it(
    items: list[Found], sentence: str
) -> None:
    (line,) = told(*items)
    assert sentence in line
    assert "test_order.py:" in line


def test_what_is_disabled_is_to_be_taken_out_of_that_key() -> None:
    (line,) = map(str, unfit([found("a", requires=("b",))], disabled=("b",)))
    assert line.endswith("Take b out of mastaba.plugins.disable.")


def test_every_problem_is_told_at_once_but_not_what_follows_from_another() -> None:
    items = found("a", requires=("x",)), found("b", requires=("y",), api=">=9")
    assert len(told(*items)) == 3
    assert len(told(*items, failed=("x", "y"))) == 1
