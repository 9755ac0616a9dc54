"""One plugin that overrides how JSON is written."""

from mastaba.api import Plugin

plugin = Plugin("bad_override_one", title="Bad override one")


def includeme(config):
    """Declare nothing."""
