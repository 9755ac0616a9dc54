"""A plugin that needs what is not installed."""

import a_library_that_is_not_installed

from mastaba.api import Plugin

plugin = Plugin("bad_import", title=a_library_that_is_not_installed.TITLE)
