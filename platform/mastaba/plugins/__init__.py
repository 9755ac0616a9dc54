"""Plugins: what they declare, how they are found, ordered and loaded.

Lives here: the manifest `Plugin`, discovery by entry point, the order from `requires` and
`after`, the layers. Does not live here: the name of any plugin. A plugin that is installed but
not enabled is never imported.
"""

from mastaba.plugins.load import Plugins, load_plugins
from mastaba.plugins.manifest import Plugin, PluginError

__all__ = ["Plugin", "PluginError", "Plugins", "load_plugins"]
