"""A field that names a type of pages."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator
from sqlalchemy import String
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from mastaba.fields import FieldType
from mastaba.fields.text import clean_text

LONGEST = 80


def _name(value: Any) -> str:
    text: str = clean_text(value)
    if len(text) > LONGEST or not all(part.isidentifier() for part in text.split(".")):
        raise ValueError(f"“{text[:LONGEST]}” is not a kind of page.")
    return text


# That the type is there is not asked: a list of what a switched-off plugin brings is empty.
TYPE_NAME = FieldType("type_name", Annotated[str, BeforeValidator(_name)], widget="choice")


class TypeNameColumn(TypeDecorator[str]):
    """The name of a content type, such as `event.event`."""

    impl = String(LONGEST)
    cache_ok = True
    field_type = TYPE_NAME


TypeName = Annotated[str, mapped_column(TypeNameColumn())]
