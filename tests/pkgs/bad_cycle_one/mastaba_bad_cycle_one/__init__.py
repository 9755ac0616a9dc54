"""One half of a circle."""

from mastaba.api import Plugin

plugin = Plugin("bad_cycle_one", title="Bad cycle one", requires=("bad_cycle_two",))


def includeme(config):
    """Declare nothing."""
