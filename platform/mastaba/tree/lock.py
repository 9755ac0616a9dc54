"""The tree lock: whoever changes the shape of a tree waits for the one before.

On SQLite BEGIN IMMEDIATE has locked already. On PostgreSQL two opposite moves would otherwise
both succeed and leave a cycle, at READ COMMITTED and at REPEATABLE READ alike.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

KEY = 0x6D617374  # "mast"


def tree_lock(session: Session, *, exclusive: bool = False) -> None:
    """Hold the tree until the transaction ends: shared to add, exclusive to move or to share."""
    if session.get_bind().dialect.name != "postgresql":
        return
    name = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
    session.execute(text(f"SELECT {name}(:key)"), {"key": KEY})
