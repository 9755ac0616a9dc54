"""A plugin whose entry point is no manifest."""

plugin = {"name": "bad_manifest"}
