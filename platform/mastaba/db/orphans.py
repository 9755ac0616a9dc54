"""Owners whose tables are in the database while their code is not enabled.

Each owner has a version table of its own, so they hold up nobody else's migrations.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import column, inspect, select, table

from mastaba.db.engine import Database
from mastaba.db.owners import Owner

PREFIX = "mastaba_version_"


def orphans(database: Database, known: Iterable[Owner]) -> dict[str, str]:
    """Name of each owner that is not enabled -> the revision of its tables; reads only."""
    names = {owner.name for owner in known}
    with database.reads.connect() as connection:
        tables = inspect(connection).get_table_names()
        left = [t for t in sorted(tables) if t.startswith(PREFIX)]
        found = {t.removeprefix(PREFIX): t for t in left}
        return {
            name: connection.scalar(select(column("version_num")).select_from(table(stored)))
            or "empty"
            for name, stored in found.items()
            if name not in names
        }
