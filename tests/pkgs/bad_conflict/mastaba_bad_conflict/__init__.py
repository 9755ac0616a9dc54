"""A plugin that cannot run beside pages."""

from mastaba.api import Plugin

plugin = Plugin("bad_conflict", title="Bad conflict", conflicts=("pages",))


def includeme(config):
    """Declare nothing."""
