"""Fields of time: a day, and an instant."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from mastaba.fields.types import FieldType
from mastaba.fields.zones import instant

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not _DAY.fullmatch(text):
        raise ValueError("This must be a date, such as 2026-03-28.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a date that exists.") from None


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


DATE = FieldType(
    "date",
    Annotated[date, BeforeValidator(_day)],
    dump=_iso,
    load=lambda kept: None if kept is None else date.fromisoformat(kept),
)
INSTANT = FieldType(
    "datetime",
    Annotated[
        datetime,
        BeforeValidator(instant),
        WithJsonSchema({"type": "string", "format": "date-time"}),
    ],
    dump=_iso,
    load=lambda kept: None if kept is None else datetime.fromisoformat(kept),
)
