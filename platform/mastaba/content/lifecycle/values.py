"""Between values of columns and JSON, by the types that the database itself gives the columns."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Numeric, Uuid, null, types

READERS: tuple[tuple[type[Any], Callable[[str], Any]], ...] = (
    (types.DateTime, datetime.fromisoformat),
    (types.Date, date.fromisoformat),
    (types.Time, time.fromisoformat),
    (LargeBinary, b64decode),
    (Uuid, UUID),
    (Numeric, Decimal),
)


def to_json(value: Any) -> Any:
    """A value as JSON can hold it."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes():
            return b64encode(value).decode()
    return value


def from_json(column: Column[Any], value: Any) -> Any:
    """What to write into `column`. No value at all is written as SQL's NULL, also into JSON."""
    if value is None:
        return null() if column.nullable else None
    if isinstance(column.type, types.JSON) or not isinstance(value, str):
        return value
    for kind, read in READERS:
        if isinstance(column.type, kind):
            return read(value)
    return value
