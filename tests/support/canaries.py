"""Finding a word wherever a database keeps it: how an erased person is looked for."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import MetaData, select

from mastaba.testing import ScratchSite


def found_in_database(site: ScratchSite, *words: str) -> list[str]:
    """Return the names of the tables that hold one of `words` in any column, in any case."""
    wanted = [word.lower() for word in words]
    return [
        name for name, kept in _dump(site).items() if any(word in kept.lower() for word in wanted)
    ]


def _dump(site: ScratchSite) -> dict[str, str]:
    """Return every value of every table, as it is stored."""
    metadata = MetaData()
    with site.database.reads.connect() as connection:
        metadata.reflect(connection)
        return {
            table.name: _words(connection.execute(select(table)))
            for table in metadata.sorted_tables
        }


def _words(rows: Any) -> str:
    """JSON as it reads, without the escapes that SQLite keeps it with."""
    return "\n".join(
        str(value) if not isinstance(value, dict | list) else json.dumps(value, ensure_ascii=False)
        for row in rows
        for value in row
    )
