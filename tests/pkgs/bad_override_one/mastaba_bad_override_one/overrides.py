"""What this plugin overrides."""


def includeme(config):
    """Replace the renderer of JSON."""
    config.add_renderer("json", "pyramid.renderers.JSON")
