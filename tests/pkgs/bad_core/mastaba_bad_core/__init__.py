"""A plugin that replaces a renderer of the core."""

from mastaba.api import Plugin

plugin = Plugin("bad_core", title="Bad core")


def includeme(config):
    """Declare a renderer."""
    config.add_renderer("json", "pyramid.renderers.JSON")
