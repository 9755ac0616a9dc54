"""What a declaration says, and what is wrong with one that nobody could fill in."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

from mastaba.fields import (
    Choice,
    Group,
    LongText,
    OneTerm,
    Terms,
    declaration_problems,
    field,
    fields_of,
    json_schema,
)
from tests.support.every_field import Everything, Speaker


class Broken(Group):
    """Four fields that cannot be filled in, and two that can."""

    size: Choice = field(label="Size")
    topic: OneTerm | None = field(label="Topic")
    topics: Terms = field(label="Topics")
    code: str = field(label="Code", read="manage_site")
    cost: int = field(label="Cost", write="manage_site", default=0)
    note: str | None = field(label="Note", read="manage_site")


def test_fields_that_nobody_could_fill_in_are_named() -> None:
    found = declaration_problems(Broken)
    assert [text.split()[0] for text in found] == [
        "Broken.size", "Broken.topic", "Broken.topics", "Broken.code"
    ]  # fmt: skip
    assert declaration_problems(Everything) == []


def test_a_group_takes_types_and_optionality_from_its_annotations() -> None:
    assert [(bound.name, bound.type.name, bound.optional) for bound in fields_of(Speaker)] == [
        ("name", "line", False),
        ("page", "url", True),
        ("fee", "decimal", True),
        ("since", "date", True),
        ("host", "boolean", False),
        ("profile", "reference", True),
    ]


def test_a_group_with_an_unknown_annotation_is_named() -> None:
    class Odd(Group):
        """No column type is known for bytes."""

        data: bytes = field(label="Data")

    with pytest.raises(TypeError, match=r"Odd\.data: no field type for <class 'bytes'>; "):
        fields_of(Odd)


def test_the_json_schema_says_what_may_be_sent() -> None:
    schema = json_schema(Everything)
    own: dict[str, Any] = schema["properties"]
    assert schema["additionalProperties"] is False and schema["required"] == ["title"]
    assert own["size"]["anyOf"][0]["enum"] == ["s", "m", "l"]
    assert own["starts"]["anyOf"][0]["format"] == "date-time"
    assert own["email"]["anyOf"][0]["format"] == "email"
    assert own["line"]["anyOf"][0]["maxLength"] == 120
    assert schema["$defs"]["SpeakerInput"]["required"] == ["name"]


class Letter(Group):
    """A text with a limit, which PostgreSQL has no type for."""

    text: LongText = field(Text(20), label="Text")


def test_a_long_text_with_a_limit_is_still_a_long_text() -> None:
    (bound,) = fields_of(Letter)
    assert (bound.type.name, bound.max_length) == ("text", 20)
    assert bound.column_type.compile(postgresql.dialect()) == "TEXT"
    assert json_schema(Letter)["properties"]["text"]["maxLength"] == 20
