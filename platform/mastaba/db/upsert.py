"""Writing a row whether or not it is there."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite


def insert_into(request: Any, model: type) -> Any:
    """An INSERT into the table of `model` that knows ON CONFLICT on the request's database.

    It has SQLAlchemy's `on_conflict_do_nothing()` and `on_conflict_do_update()`.
    """
    dialect = request.db.get_bind().dialect.name
    made = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return made(model)
