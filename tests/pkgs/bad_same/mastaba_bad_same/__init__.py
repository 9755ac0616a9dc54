"""A plugin that another distribution brings as well."""

from mastaba.api import Plugin

plugin = Plugin("bad_same", title="Bad same")


def includeme(config):
    """Declare nothing."""
