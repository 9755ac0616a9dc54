"""Writing a row whether or not it is there."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite


def insert(request: Any) -> Any:
    """The `insert` that knows ON CONFLICT on the request's database."""
    dialect = request.db.get_bind().dialect.name
    return postgresql.insert if dialect == "postgresql" else sqlite.insert
