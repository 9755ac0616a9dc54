"""Load plugins in layers, each with a commit: the core, plugins, their overrides, the site."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from mastaba.plugins.blame import place_in
from mastaba.plugins.choose import choose
from mastaba.plugins.discover import Found
from mastaba.plugins.layers import commit_layer
from mastaba.plugins.ledger import OVERRIDES, PLUGINS, SITE, Ledger, ledger_of
from mastaba.plugins.loaded import Plugins
from mastaba.plugins.mappers import import_models, import_part
from mastaba.plugins.places import place
from mastaba.plugins.problems import PluginError, Problem, fault, one_line, problem
from mastaba.settings import Section, settings_of
from mastaba.settings.core import IntegratorSettings

log = logging.getLogger(__name__)


def load_plugins(config: Any, sidelined: Mapping[str, str]) -> None:
    """Load what the settings enable behind the core, which is committed. Raises `PluginError`.

    `sidelined` are those that quarantine leaves out, with the reasons.
    """
    registry = config.registry
    chosen = registry[Plugins] = choose(registry, sidelined)
    for reason in chosen.sidelined.values():
        log.error("Left out: %s", reason)
    ledger = ledger_of(registry)
    ledger.packages = {item.package: item.plugin.name for item in chosen.loaded}
    import_models(chosen.loaded)
    for layer, declare in ((PLUGINS, _declare), (OVERRIDES, _override)):
        ledger.layer = layer
        with _gathering(ledger):
            for item in chosen.loaded:
                declare(config, item)
        commit_layer(config)
    ledger.layer = SITE
    if not chosen.safe_mode:
        _load_site(config, settings_of(registry, IntegratorSettings).package)


@contextmanager
def _gathering(ledger: Ledger) -> Iterator[None]:
    ledger.gathering = True
    try:
        yield
    finally:
        ledger.gathering = False


def _declare(config: Any, item: Found) -> None:
    """A plugin's settings, then its includeme, which may read them."""
    own = _configurator(config, item)
    settings = import_part(item, "settings")
    if settings is not None:
        for section in sections_in(settings):
            own.declare_settings(section, _info=_written(section))
    named = item.plugin.includeme
    if named or hasattr(import_module(item.package), "includeme") or not _has_overrides(item):
        _include(own, item, "includeme")


def _override(config: Any, item: Found) -> None:
    if import_part(item, "overrides") is not None:
        _include(_configurator(config, item), item, "overrides")


def _has_overrides(item: Found) -> bool:
    return import_part(item, "overrides") is not None


def _configurator(config: Any, item: Found) -> Any:
    """One for what is declared in the plugin's name; its own includes lie below."""
    own = config.with_package(item.package)
    own.includepath = (f"{item.package}:plugin",)
    return own


def _include(config: Any, item: Found, part: str) -> None:
    before = dict(getattr(config.registry, "_directives", {}))
    try:
        config.include(item.plugin.module(item.package, part))
    except PluginError:
        raise
    except (Exception, SystemExit) as error:
        name, where = item.plugin.name, place_in(item.package, error)
        facts = {"part": part, "error": one_line(error), "place": where}
        broken = fault("includeme-error", name, **facts)
        raise PluginError([broken]) from error
    replaced = [_replaced(item, name, old, config) for name, old in before.items()]
    if problems := [one for one in replaced if one is not None]:
        raise PluginError(problems)


def _replaced(item: Found, name: str, old: Any, config: Any) -> Problem | None:
    """Directives are replaced at once, behind Pyramid's back."""
    new = config.registry._directives[name]
    if new[0] is old[0]:
        return None
    facts = {"place": _place(new[0]), "held": _place(old[0]), "package": item.package}
    what = f"the directive config.{name}"
    return fault("core-clash", item.plugin.name, what=what, **facts)


def sections_in(module: Any) -> Iterable[type[Section]]:
    """The sections of settings that a module defines, in the order they are written."""
    values = [value for value in vars(module).values() if isinstance(value, type)]
    return [v for v in values if issubclass(v, Section) and v.__module__ == module.__name__]


def _written(section: type[Section]) -> tuple[str, int, str, str]:
    """Where a section is written, as Pyramid wants it for its messages."""
    return inspect.getsourcefile(section) or "", inspect.getsourcelines(section)[1], "", ""


def _place(function: Any) -> str:
    code = inspect.unwrap(function).__code__
    return place(code.co_filename, code.co_firstlineno)


def _load_site(config: Any, package: str) -> None:
    """The integrator's package wins over everything, and is never left out."""
    if not package:
        return
    ledger_of(config.registry).packages[package] = package
    try:
        config.include(package)
        config.commit()
    except Exception as error:
        facts = {"error": one_line(error), "place": place_in(package, error)}
        broken = problem("site-error", package=package, **facts)
        raise PluginError([broken]) from error
