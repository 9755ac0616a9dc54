"""A plugin whose manifest has another name."""

from mastaba.api import Plugin

plugin = Plugin("good_name", title="Good name")
