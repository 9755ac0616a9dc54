"""A plugin that was written for a later Mastaba."""

from mastaba.api import Plugin

plugin = Plugin("bad_api", title="Bad api", api=">=7.0")


def includeme(config):
    """Declare nothing."""
