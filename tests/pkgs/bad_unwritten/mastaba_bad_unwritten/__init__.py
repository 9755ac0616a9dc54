"""A plugin with a table that no migration makes."""

from mastaba.api import Plugin

plugin = Plugin("bad_unwritten", title="Bad unwritten")


def includeme(config):
    """Declare nothing."""
