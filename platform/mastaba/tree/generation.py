"""Two numbers that grow whenever the tree, or the rights in it, change: stamps for what is kept.

Whatever transaction writes to `node` or `acl_grant`, through an operation, a batch or plain SQL,
adds one to them as the last thing before its commit. So a reader sees a number and the rows that
belong to it in one snapshot, in every process of a site; and the row, which all writers share, is
locked only while one of them commits.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect, update

from mastaba.db import Database
from mastaba.db.engine import MIGRATING
from mastaba.tree.models import Generation

_WRITTEN = re.compile(
    r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(node|acl_grant)\b", re.IGNORECASE
)
_CHANGED = "mastaba changed"  # in `Connection.info`: names of the tables written so far


def watch(engine: Engine) -> None:
    """Count what is written through `engine`."""
    event.listen(engine, "before_cursor_execute", _notice)
    event.listen(engine, "commit", _count)
    event.listen(engine, "rollback", _forget)


def _notice(connection: Connection, _cursor: Any, sql: str, *_rest: Any) -> None:
    if (found := _WRITTEN.match(sql)) is not None:
        connection.info.setdefault(_CHANGED, set()).add(found[1].lower())


def _count(connection: Connection) -> None:
    changed = connection.info.pop(_CHANGED, None)
    if not changed or _has_no_numbers(connection):
        return
    table: Any = Generation.__table__
    grown = {"tree": table.c.tree + 1}
    if "acl_grant" in changed:
        grown["rights"] = table.c.rights + 1
    connection.execute(update(table).values(grown))


def _has_no_numbers(connection: Connection) -> bool:
    """Before the migration that makes the table, and after the one that takes it away."""
    migrating = connection.get_execution_options().get(MIGRATING, False)
    return migrating and not inspect(connection).has_table(Generation.__tablename__)


def _forget(connection: Connection) -> None:
    connection.info.pop(_CHANGED, None)


def includeme(config: Any) -> None:
    """Watch the engine that writes."""
    watch(config.registry[Database].writes)
