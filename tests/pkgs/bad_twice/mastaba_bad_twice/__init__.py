"""A plugin that declares one permission twice."""

from mastaba.api import Plugin

plugin = Plugin("bad_twice", title="Bad twice")


def includeme(config):
    """Declare one permission twice."""
    config.declare_permission("bad_twice.ring", "Ring the bell", roles=("editor",))
    config.declare_permission("bad_twice.ring", "Ring the bells", roles=("editor",))
