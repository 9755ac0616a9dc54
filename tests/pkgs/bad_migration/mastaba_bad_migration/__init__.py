"""A plugin whose tables are not there yet."""

from mastaba.api import Plugin

plugin = Plugin("bad_migration", title="Bad migration")


def includeme(config):
    """Declare nothing."""
