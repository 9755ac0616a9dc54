"""A plugin with a view that forgets to say who may see it."""

from mastaba.api import Plugin

plugin = Plugin("bad_view", title="Bad view")


def includeme(config):
    """Declare a view."""
    config.add_view(show, name="programme")


def show(request):
    """Answer with nothing."""
    return request.response
