"""Another plugin that claims the view “programme”."""

from mastaba.api import Plugin

plugin = Plugin("bad_claim_two", title="Bad claim two")


def includeme(config):
    """Declare a view."""
    config.add_view(show, name="programme", permission="view")


def show(request):
    """Answer with nothing."""
    return request.response
