"""A plugin that needs what nobody has installed."""

from mastaba.api import Plugin

plugin = Plugin("bad_extra", title="Bad extra", extra="ink")


def includeme(config):
    """Declare nothing."""
