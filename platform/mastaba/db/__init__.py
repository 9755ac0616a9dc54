"""Database: how requests get a session and how it may be used.

Lives here: the declarative base, column types, the two engines, the read/write switch and the
migration runner. Does not live here: any table of content (each room has its own `models.py`).
To add a column type, put a `TypeDecorator` in `types.py` and test it on both databases.

The one switch of the house: an unsafe HTTP method <=> pyramid_tm is active <=> SQLite begins
IMMEDIATE <=> the session is joined to `request.tm`. A safe method gets a session on which the
database itself refuses to change anything.
"""

from __future__ import annotations

from typing import Any

from mastaba.db.base import Base
from mastaba.db.busy import retry_when_busy
from mastaba.db.engine import Database
from mastaba.db.session import is_unsafe, open_session, writing
from mastaba.db.settings import DatabaseSettings
from mastaba.settings import settings_of

__all__ = ["Base", "Database", "DatabaseSettings", "includeme"]


def includeme(config: Any) -> None:
    """Set up engines, pyramid_tm, pyramid_retry and `request.db` / `request.writing()`."""
    config.declare_settings(DatabaseSettings)
    database = Database(settings_of(config.registry, DatabaseSettings))
    config.registry[Database] = database
    retry_when_busy(database.writes)
    config.registry.settings.update(
        {
            "tm.manager_hook": "pyramid_tm.explicit_manager",
            "tm.activate_hook": is_unsafe,
            "tm.commit_veto": "pyramid_tm.default_commit_veto",
            "retry.attempts": config.registry.settings.get("retry.attempts", 3),
        }
    )
    config.include("pyramid_tm")
    config.include("pyramid_retry")
    config.add_request_method(open_session, "db", reify=True)
    config.add_request_method(writing, "writing")
    config.include("mastaba.db.checks")
