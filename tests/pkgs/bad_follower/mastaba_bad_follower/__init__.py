"""A plugin that builds on one that fails."""

from mastaba.api import Plugin

plugin = Plugin("bad_follower", title="Bad follower", requires=("bad_mapper",))


def includeme(config):
    """Declare nothing."""
