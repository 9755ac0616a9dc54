"""A plugin that decides who may do what."""

from mastaba.api import Plugin

plugin = Plugin("bad_policy", title="Bad policy")


def includeme(config):
    """Declare a security policy."""
    config.set_security_policy(object())
