"""The other half of a circle."""

from mastaba.api import Plugin

plugin = Plugin("bad_cycle_two", title="Bad cycle two", requires=("bad_cycle_one",))


def includeme(config):
    """Declare nothing."""
