"""A second distribution with the plugin bad_same."""

from mastaba.api import Plugin

plugin = Plugin("bad_same", title="Bad same")


def includeme(config):
    """Declare nothing."""
