"""A plugin that fails while it declares."""

from mastaba.api import Plugin

plugin = Plugin("bad_includeme", title="Bad includeme")


def includeme(config):
    """Declare nothing."""
    raise RuntimeError("the calendar is full")
