"""Plugins: what they declare, how they are found, ordered, tried and loaded.

Lives here: the manifest `Plugin`, discovery by entry point, the order from `requires` and
`after`, the layers and their ledger, the rules between layers, quarantine and safe mode, and the
sentence for each failure (`problems`). Does not live here: the name of any plugin. A plugin that
is installed but not enabled is never imported.
"""

from __future__ import annotations

from typing import Any

from mastaba.plugins.layers import LayeredConfigurator
from mastaba.plugins.ledger import Entry, Ledger
from mastaba.plugins.load import load_plugins
from mastaba.plugins.loaded import Plugins
from mastaba.plugins.manifest import API_VERSION, Plugin
from mastaba.plugins.problems import PluginError

__all__ = [
    "API_VERSION",
    "Entry",
    "LayeredConfigurator",
    "Ledger",
    "Plugin",
    "PluginError",
    "Plugins",
    "load_plugins",
]


def includeme(config: Any) -> None:
    """Declare the check that every enabled plugin runs."""
    from mastaba.plugins.checks import check_plugins

    config.declare_check("enabled", "Every enabled plugin runs", check_plugins)
