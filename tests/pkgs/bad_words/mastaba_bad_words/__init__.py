"""A plugin whose manifest cannot be read."""

from mastaba.api import Plugin

plugin = Plugin("bad_words", title="Bad words", requires=("pages at 1.0",))


def includeme(config):
    """Declare nothing."""
