"""A plugin that lets everybody do everything."""

from mastaba.api import Plugin

plugin = Plugin("bad_request", title="Bad request")


def includeme(config):
    """Hide what Pyramid asks about rights."""
    config.add_request_method(lambda _request, *_asked: True, "has_permission")
