"""Which field type a plain column type has, and which column type a plain annotation."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, Text
from sqlalchemy.types import TypeEngine

from mastaba.db.types import ExactDecimal, UtcDateTime
from mastaba.fields.numbers import BOOLEAN, DECIMAL, NUMBER
from mastaba.fields.text import LINE, TEXT
from mastaba.fields.times import DATE, INSTANT
from mastaba.fields.types import FieldType

BY_COLUMN: tuple[tuple[type[TypeEngine[Any]], FieldType], ...] = (
    (Boolean, BOOLEAN),
    (Integer, NUMBER),
    (ExactDecimal, DECIMAL),
    (Date, DATE),
    (UtcDateTime, INSTANT),
    (Text, TEXT),
    (String, LINE),
)

BY_ANNOTATION: dict[Any, type[TypeEngine[Any]]] = {
    bool: Boolean,
    int: Integer,
    str: String,
    date: Date,
    datetime: UtcDateTime,
    Decimal: ExactDecimal,
}


def field_type_of(column_type: TypeEngine[Any]) -> FieldType:
    """The field type of a column. Raises `TypeError` when the column type has none."""
    own = getattr(column_type, "field_type", None)
    if own is not None:
        return own  # type: ignore[no-any-return]  # declared by the column type's author
    for kind, field_type in BY_COLUMN:
        if isinstance(column_type, kind):
            return field_type
    raise TypeError(f"no field type for the column type {column_type!r}")
