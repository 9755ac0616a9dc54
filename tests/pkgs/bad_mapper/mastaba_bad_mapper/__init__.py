"""A plugin with a relationship that leads nowhere."""

from mastaba.api import Plugin

plugin = Plugin("bad_mapper", title="Bad mapper")


def includeme(config):
    """Declare nothing."""
