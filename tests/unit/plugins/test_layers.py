"""Rules inside and between layers that no distribution of `tests/pkgs/` breaks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from mastaba.plugins import Ledger, PluginError
from mastaba.plugins.layers import LayeredConfigurator, commit_layer
from mastaba.plugins.ledger import OVERRIDES, PLUGINS, SITE, ledger_of

Include = Callable[[Any], None]


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The core is committed; the plugins `one` and `two` are the packages of their names."""
    found = LayeredConfigurator()
    found.commit()
    ledger = ledger_of(found.registry)
    for name in ("one", "two"):
        monkeypatch.setitem(sys.modules, f"plugin_{name}", ModuleType(f"plugin_{name}"))
        ledger.packages[f"plugin_{name}"] = name
    ledger.layer = PLUGINS
    return found


def of(package: str, include: Include, name: str = "includeme") -> Include:
    """The function as if it stood in the package."""
    include.__module__, include.__name__ = package, name
    return include


def claim(config: Any) -> None:
    config.action(("mastaba thing", "tea.pot"), lambda: None)


def claims(config: Any) -> None:
    config.action(("mastaba thing", "tea.pot"), lambda: None)


def refused(config: Any) -> str:
    with pytest.raises(PluginError) as caught:
        commit_layer(config)
    return str(caught.value)


def test_who_includes_another_plugin_does_not_win_over_it(config: Any) -> None:
    """Pyramid lets the outer include win without a word."""

    def outer(config: Any) -> None:
        claim(config)
        config.include(of("plugin_two", claims))

    config.include(of("plugin_one", outer))
    said = refused(config)
    assert "Plugins one and two: both declare the thing 'tea.pot', at " in said
    assert said.count("test_layers.py:") == 2


def test_a_plugin_may_settle_its_own_includes(config: Any) -> None:
    def outer(config: Any) -> None:
        claim(config)
        config.include(of("plugin_one", claims, "inner"))

    config.include(of("plugin_one", outer))
    commit_layer(config)
    entries = [one for one in config.registry[Ledger].entries if one.id == "tea.pot"]
    assert [(one.owner, one.won) for one in entries] == [("one", True), ("one", False)]


def test_a_view_with_an_unknown_option_is_named_with_its_place(config: Any) -> None:
    def include(config: Any) -> None:
        config.add_view(lambda request: request.response, name="x", colour="red")

    config.include(of("plugin_one", include))
    said = refused(config)
    assert said.startswith("Plugin one: the view 'x' cannot be declared at ")
    assert "test_layers.py:" in said
    assert "Unknown view options" in said


def test_an_item_of_a_slot_is_called_by_its_plugin(config: Any) -> None:
    def include(config: Any) -> None:
        config.action(("mastaba slot item", "site.head core.hint"), lambda: None)

    config.include(of("plugin_one", include))
    assert "the slot item 'site.head core.hint'" in refused(config)


class Node:
    """A context of the core."""


class Page(Node):
    """A type of the plugin `two`."""


Page.__module__ = "plugin_two.models"


@pytest.mark.parametrize(("package", "is_refused"), [("one", True), ("two", False)])
def test_a_view_of_the_core_is_hidden_for_own_types_only(
    package: str, is_refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, f"plugin_{package}", ModuleType(f"plugin_{package}"))
    config: Any = LayeredConfigurator()
    config.add_view(lambda request: request.response, name="edit", context=Node)
    config.commit()
    ledger = ledger_of(config.registry)
    ledger.packages[f"plugin_{package}"] = package
    ledger.layer = PLUGINS

    def include(config: Any) -> None:
        config.add_view(lambda request: request.response, name="edit", context=Page)

    config.include(of(f"plugin_{package}", include))
    if is_refused:
        said = refused(config)
        assert "Plugin one: the view 'edit' of Page at " in said
        assert "is the core's already" in said
    else:
        commit_layer(config)


def test_each_later_layer_may_replace_and_the_ledger_keeps_all(config: Any) -> None:
    config.include(of("plugin_one", claim))
    commit_layer(config)
    ledger: Ledger = config.registry[Ledger]
    ledger.layer = OVERRIDES
    config.include(of("plugin_two", claims))
    commit_layer(config)
    ledger.layer = SITE
    claim(config)
    config.commit()
    found = [(e.layer, e.owner, e.won) for e in ledger.entries if e.id == "tea.pot"]
    assert found == [
        ("plugins", "one", False),
        ("overrides", "two", False),
        ("site", "site", True),
    ]
    winner = ledger.winner(("mastaba thing", "tea.pot"))
    assert winner is not None
    assert winner.layer == SITE


def test_what_has_no_id_may_be_replaced_by_overrides_and_never_competes(config: Any) -> None:
    ledger: Ledger = config.registry[Ledger]
    ledger.layer = OVERRIDES
    done: list[str] = []

    def include(config: Any) -> None:
        config.action(None, lambda: done.append("first"))
        config.action(None, lambda: done.append("second"))

    config.include(of("plugin_one", include))
    commit_layer(config)
    assert done == ["first", "second"]
    assert all(entry.won for entry in ledger.entries if entry.owner == "one")
