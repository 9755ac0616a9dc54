"""A plugin that requires a newer Mastaba of pages."""

from mastaba.api import Plugin

plugin = Plugin("bad_version", title="Bad version", requires=("pages>=99",))


def includeme(config):
    """Declare nothing."""
