"""A plugin that declares something without an id."""

from mastaba.api import Plugin

plugin = Plugin("bad_nameless", title="Bad nameless")


def includeme(config):
    """Declare an asset of the core anew."""
    config.override_asset("mastaba:static/", "mastaba_bad_nameless:pictures/")
