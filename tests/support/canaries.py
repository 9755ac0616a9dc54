"""Finding a word wherever a database keeps it: how an erased person is looked for."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import MetaData, select

from mastaba.testing import ScratchSite


def found_in_database(site: ScratchSite, word: str) -> list[str]:
    """Return the names of the tables that hold `word` in any column, in any case."""
    metadata = MetaData()
    with site.database.reads.connect() as connection:
        metadata.reflect(connection)
        rows = {
            table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables
        }
    return [name for name, found in rows.items() if word.lower() in _words(found).lower()]


def _words(rows: Any) -> str:
    """Return every value as it is stored, and as it reads where JSON escapes it."""
    return "\n".join(
        str(value) if not isinstance(value, dict | list) else json.dumps(value, ensure_ascii=False)
        for row in rows
        for value in row
    )
