"""A plugin whose vocabulary bears the name of another."""

from mastaba.api import Plugin

plugin = Plugin("bad_prefix", title="Bad prefix")


def includeme(config):
    """Declare a vocabulary."""
    config.declare_vocabulary("good_prefix.kinds", "Kinds")
