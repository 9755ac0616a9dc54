"""Which plugins run: those enabled, less what is disabled or left out; none in safe mode."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from mastaba.plugins.discover import Found, discover
from mastaba.plugins.loaded import Plugins
from mastaba.plugins.order import order, required_by, unfit
from mastaba.plugins.problems import PluginError, fault
from mastaba.settings import settings_of
from mastaba.settings.core import PluginSettings

SAFE_MODE = "MASTABA_SAFE_MODE"
_YES = ("1", "yes", "true", "on")


def is_safe_mode() -> bool:
    """Whether the environment asks for the core alone."""
    return os.environ.get(SAFE_MODE, "").lower() in _YES


@contextmanager
def in_safe_mode() -> Iterator[None]:
    """Ask for it in this process and those it starts, such as the reloader's."""
    before = os.environ.get(SAFE_MODE)
    os.environ[SAFE_MODE] = "1"
    try:
        yield
    finally:
        os.environ.pop(SAFE_MODE)
        os.environ.update({} if before is None else {SAFE_MODE: before})


def enabled(registry: Any) -> list[str]:
    """Names that the settings enable."""
    chosen = settings_of(registry, PluginSettings)
    return [name for name in chosen.enabled if name not in chosen.disable]


def absent(registry: Any) -> set[str]:
    """Names in the settings of plugins that do not run; their own settings are not misspelt."""
    chosen = settings_of(registry, PluginSettings)
    running = {item.plugin.name for item in registry[Plugins].loaded}
    return {*chosen.enabled, *chosen.disable} - running


def choose(registry: Any, sidelined: Mapping[str, str]) -> Plugins:
    """The plugins to load, in order. Raises `PluginError` with all that stands in the way."""
    if is_safe_mode():
        return Plugins(safe_mode=True)
    wanted = [name for name in enabled(registry) if name not in sidelined]
    found, problems = discover(wanted)
    reasons = dict(sidelined)
    while left_out := _left_out(found, reasons):
        reasons |= left_out
        found = [item for item in found if item.plugin.name not in reasons]
    failed = {name for one in problems for name in one.plugins}
    problems.extend(unfit(found, failed, settings_of(registry, PluginSettings).disable))
    if problems:
        raise PluginError(problems)
    return Plugins(tuple(order(found)), reasons)


def _left_out(found: list[Found], reasons: Mapping[str, str]) -> dict[str, str]:
    """Those that require what is left out already. Raises `PluginError` when one is critical."""
    left_out = {}
    for item in found:
        for wanted in required_by(item):
            if wanted in reasons:
                name = item.plugin.name
                one = fault("left-out", name, wanted=wanted)
                if item.plugin.critical:
                    raise PluginError([one])
                left_out[name] = one.text
    return left_out
