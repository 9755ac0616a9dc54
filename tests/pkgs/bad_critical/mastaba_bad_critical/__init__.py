"""A plugin that a site must not run without, and that fails."""

import a_library_that_is_not_installed  # noqa: F401 - that is the point

from mastaba.api import Plugin

plugin = Plugin("bad_critical", title="Bad critical", critical=True)


def includeme(config):
    """Declare nothing."""
