"""A plugin whose declaration fails when it is carried out."""

from mastaba.api import Plugin

plugin = Plugin("bad_action", title="Bad action")


def includeme(config):
    """Declare what fails."""

    def fail():
        raise LookupError("no such calendar")

    config.action(("bad_action", "calendar"), fail)
