"""A plugin that commits by itself."""

from mastaba.api import Plugin

plugin = Plugin("bad_commit", title="Bad commit")


def includeme(config):
    """Declare nothing, too early."""
    config.commit()
