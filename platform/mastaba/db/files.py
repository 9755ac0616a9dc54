"""The file of an SQLite database: made before SQLite does, so that only its owner can read it."""

from __future__ import annotations

import os
from pathlib import Path

from mastaba.db.engine import Database


def prepare_file(database: Database) -> None:
    """Make folder and empty file of a new SQLite database, mode 0600; others are left alone.

    The write-ahead log gets the same mode from SQLite. Raises `OSError`.
    """
    name = database.url.database
    if not database.is_sqlite or not name or name == ":memory:" or name.startswith("file:"):
        return
    path = Path(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
