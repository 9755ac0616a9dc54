"""A plugin that replaces a directive of the core."""

from mastaba.api import Plugin

plugin = Plugin("bad_directive", title="Bad directive")


def includeme(config):
    """Declare a directive that is there already."""
    config.add_directive("declare_permission", nothing)


def nothing(config, name, title, **options):
    """Do nothing."""
