"""Field types: how a column's value is checked, edited and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from sqlalchemy import JSON, Boolean, Integer, String, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

TAG_LENGTH = 80
TAG_COUNT = 50


@dataclass(frozen=True)
class FieldType:
    """A kind of field: the pydantic annotation of its value and the widget that edits it.

    `targets` gives the uids of the nodes that a value refers to, for a type that refers to any.
    """

    name: str
    annotation: Any
    empty: Any = None  # copied before use
    targets: Callable[[Any], Iterable[str]] | None = None


def clean_text(value: Any) -> Any:
    """Text that both databases store byte for byte: no NUL, no lone surrogates, one newline."""
    if not isinstance(value, str):
        return value
    if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise ValueError("The text has characters that cannot be stored; remove them.")
    return value.replace("\r\n", "\n").strip()


def _one_line(value: str) -> str:
    if "\n" in value:
        raise ValueError("This must be a single line.")
    return value


def clean_tags(value: Any) -> Any:
    """A list of distinct, non-empty tags in their order; a text is split at commas."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list | tuple):
        return value
    tags = (clean_text(tag) for tag in value)
    return list(dict.fromkeys(tag for tag in tags if tag))


def _check_tags(tags: list[str]) -> list[str]:
    if len(tags) > TAG_COUNT:
        raise ValueError(f"{len(tags)} tags; at most {TAG_COUNT} fit.")
    if long := next((tag for tag in tags if len(tag) > TAG_LENGTH), None):
        raise ValueError(f"The tag “{long[:30]}…” has more than {TAG_LENGTH} characters.")
    return tags


LINE = FieldType(
    "line", Annotated[str, BeforeValidator(clean_text), AfterValidator(_one_line)], ""
)
TEXT = FieldType("text", Annotated[str, BeforeValidator(clean_text)], "")
BOOLEAN = FieldType("boolean", bool, False)
NUMBER = FieldType("number", int)
TAGS = FieldType(
    "tags", Annotated[list[str], BeforeValidator(clean_tags), AfterValidator(_check_tags)], []
)


class TagsColumn(TypeDecorator[list[str]]):
    """A list of tags."""

    impl = JSON
    cache_ok = True
    field_type = TAGS


Tags = Annotated[list[str], mapped_column(TagsColumn(), default=list)]

_BY_COLUMN: tuple[tuple[type[TypeEngine[Any]], FieldType], ...] = (
    (Boolean, BOOLEAN),
    (Integer, NUMBER),
    (Text, TEXT),
    (String, LINE),
)


def field_type_of(column_type: TypeEngine[Any]) -> FieldType:
    """The field type of a column. Raises `TypeError` when the column type has none."""
    own = getattr(column_type, "field_type", None)
    if own is not None:
        return own  # type: ignore[no-any-return]  # declared by the column type's author
    for kind, field_type in _BY_COLUMN:
        if isinstance(column_type, kind):
            return field_type
    raise TypeError(f"no field type for the column type {column_type!r}")
