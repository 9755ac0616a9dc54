"""The JSON field: a value without a rule of its own, for what programs exchange."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from sqlalchemy import JSON
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from mastaba.blocks.errors import BodyError
from mastaba.blocks.shape import check
from mastaba.fields.types import FieldType


def read_json(text: str) -> Any:
    """The value of a JSON text. Raises `ValueError` with a sentence that names the line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"This is not JSON: {error.msg} in line {error.lineno}.") from None
    except (ValueError, RecursionError):
        raise ValueError(
            "This is not JSON: it is nested too deeply or a number is too long."
        ) from None


def _plain(value: Any) -> Any:
    """Text is taken for JSON text, as forms send it; so a value is an object or a list."""
    found = read_json(value) if isinstance(value, str) else value
    if not isinstance(found, dict | list):
        raise ValueError("This must be a JSON object {…} or a list […].")
    try:
        check(found)
    except BodyError:
        raise ValueError(
            "This is not JSON that can be stored: NUL, half characters, NaN, numbers beyond "
            "9007199254740991 and very deep or large values are refused."
        ) from None
    return found


_SCHEMA = {"anyOf": [{"type": "object"}, {"type": "array"}]}
JSON_VALUE = FieldType(
    "json", Annotated[Any, BeforeValidator(_plain), WithJsonSchema(_SCHEMA)], place="main"
)


class JsonColumn(TypeDecorator[Any]):
    """A JSON object or list."""

    impl = JSON(none_as_null=True)
    cache_ok = True
    field_type = JSON_VALUE


JsonValue = Annotated[Any, mapped_column(JsonColumn())]
