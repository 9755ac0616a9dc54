"""The plugin's migrations: one Alembic history of its own, in `versions/`."""
