"""Fields of chosen words: tags, one choice, several choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from sqlalchemy import JSON, String
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from mastaba.fields.text import clean_text
from mastaba.fields.types import FieldType

if TYPE_CHECKING:
    from mastaba.fields.declare import BoundField

TAG_LENGTH = 80
TAG_COUNT = 50


def clean_tags(value: Any) -> Any:
    """A list of distinct, non-empty tags in their order; a text is split at commas."""
    if isinstance(value, str):
        value = value.split(",")
    return distinct(value)


def distinct(value: Any) -> list[str]:
    """The different texts of a list, in their order, without empty ones."""
    if not isinstance(value, list | tuple):
        raise ValueError("This must be a list of texts.")
    texts = (clean_text(item) for item in value)
    return list(dict.fromkeys(text for text in texts if text))


def _check_tags(tags: list[str]) -> list[str]:
    if len(tags) > TAG_COUNT:
        raise ValueError(f"{len(tags)} tags; at most {TAG_COUNT} fit.")
    if long := next((tag for tag in tags if len(tag) > TAG_LENGTH), None):
        raise ValueError(f"The tag “{long[:30]}…” has more than {TAG_LENGTH} characters.")
    return tags


def _offered(value: str, choices: Mapping[str, str]) -> str:
    if value not in choices:
        raise ValueError(
            f"“{value[:80]}” cannot be chosen; there is {', '.join(choices.values())[:300]}."
        )
    return value


def _choice(bound: BoundField) -> Any:
    choices = bound.rules.choices or {}
    return Annotated[
        str,
        BeforeValidator(clean_text),
        AfterValidator(lambda value: _offered(value, choices)),
        WithJsonSchema({"type": "string", "enum": list(choices)}),
    ]


def _choices(bound: BoundField) -> Any:
    choices = bound.rules.choices or {}

    def check(values: list[str]) -> list[str]:
        """In the order of the declaration, so that the same ticks are the same value."""
        ticked = {_offered(value, choices) for value in values}
        return [value for value in choices if value in ticked]

    return Annotated[list[str], BeforeValidator(distinct), AfterValidator(check)]


TAGS = FieldType(
    "tags", Annotated[list[str], BeforeValidator(clean_tags), AfterValidator(_check_tags)], []
)
CHOICE = FieldType("choice", str, refined=_choice)
CHOICES = FieldType("choices", list[str], [], refined=_choices)


class TagsColumn(TypeDecorator[list[str]]):
    """A list of tags."""

    impl = JSON
    cache_ok = True
    field_type = TAGS


class ChoiceColumn(TypeDecorator[str]):
    """The value of one of `field(choices=...)`."""

    impl = String(80)
    cache_ok = True
    field_type = CHOICE


class ChoicesColumn(TypeDecorator[list[str]]):
    """The values of some of `field(choices=...)`, in the order of the declaration."""

    impl = JSON
    cache_ok = True
    field_type = CHOICES


Tags = Annotated[list[str], mapped_column(TagsColumn(), default=list)]
Choice = Annotated[str, mapped_column(ChoiceColumn())]
Choices = Annotated[list[str], mapped_column(ChoicesColumn(), default=list)]
