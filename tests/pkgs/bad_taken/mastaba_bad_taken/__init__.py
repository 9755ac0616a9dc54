"""A plugin that is called as a part of the core."""

from mastaba.api import Plugin

plugin = Plugin("site", title="Site")
