"""A plugin that requires one which is not enabled."""

from mastaba.api import Plugin

plugin = Plugin("bad_needs", title="Bad needs", requires=("venue",))


def includeme(config):
    """Declare nothing."""
