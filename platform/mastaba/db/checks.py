"""What the database room checks: it answers, and its tables are those of this release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from mastaba.db.engine import Database
from mastaba.db.fitting import unwritten
from mastaba.db.migrate import status
from mastaba.db.owners import owners
from mastaba.plugins import Plugins


def check_reachable(registry: Any) -> Iterator[str]:
    """The database answers a question."""
    try:
        with registry[Database].reads.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        yield f"It does not answer: {reason}. Check mastaba.database.url."


def check_migrations(registry: Any) -> Iterator[str]:
    """Every owner's tables are those that this release was written for."""
    late = [
        one for one in status(registry[Database], owners(registry[Plugins])) if not one.is_current
    ]
    for item in late:
        found = item.current or "nothing"
        yield f"{item.owner} has {found} and needs {item.head}; run: mastaba migrate"
    yield from () if late else unwritten(registry)


def includeme(config: Any) -> None:
    """Declare both."""
    config.declare_check("database", "Database answers", check_reachable)
    config.declare_check("migrations", "Tables are current", check_migrations)
