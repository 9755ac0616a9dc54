"""The core's migrations, and the `env.py` that runs every owner's."""
