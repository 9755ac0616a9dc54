"""Another plugin that overrides how JSON is written."""

from mastaba.api import Plugin

plugin = Plugin("bad_override_two", title="Bad override two")


def includeme(config):
    """Declare nothing."""
