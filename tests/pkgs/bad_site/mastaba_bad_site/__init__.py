"""A site's own package that fails; it is no plugin."""


def includeme(config):
    """Declare nothing."""
    config.add_template("mastaba_bad_site:templates")
