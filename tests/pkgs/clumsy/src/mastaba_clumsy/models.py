"""Types and a record that break their promises."""

from collections.abc import Callable
from typing import Annotated

from pydantic import PlainValidator
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from mastaba.api import Content, FieldType, Record, field, node_key


class ShoutColumn(TypeDecorator[str]):
    """Reads what is stored otherwise than it was written."""

    impl = String(100)
    cache_ok = True
    field_type = FieldType(
        "shout",
        Annotated[str, PlainValidator(lambda value: f"{value}!")],
        widget="text",
        load=lambda value: f"{value}?",
    )


class DeedColumn(TypeDecorator[str]):
    """Cannot be described as JSON Schema."""

    impl = String(100)
    cache_ok = True
    field_type = FieldType("deed", Callable[[], None], widget="text")


Deed = Annotated[str, mapped_column(DeedColumn())]
Shout = Annotated[str, mapped_column(ShoutColumn())]


class Loud(Content):
    """The form changes it, versions do not come back."""

    __tablename__ = "clumsy_loud"
    __type__ = "clumsy.loud"

    id: Mapped[int] = node_key()
    words: Mapped[Shout] = field(label="Words", default="Hey")


class Naked(Content):
    """Its page is open to everybody, shows markup, and asks once per page that lies in it."""

    __tablename__ = "clumsy_naked"
    __type__ = "clumsy.naked"

    id: Mapped[int] = node_key()
    line: Mapped[str | None] = field(String(100), label="Line")


class Silent(Content):
    """It has no page, and no schema."""

    __tablename__ = "clumsy_silent"
    __type__ = "clumsy.silent"

    id: Mapped[int] = node_key()
    deed: Mapped[Deed | None] = field(label="Deed")


class Forgetful(Content):
    """Its page does not show its title."""

    __tablename__ = "clumsy_forgetful"
    __type__ = "clumsy.forgetful"

    id: Mapped[int] = node_key()


class Note(Record):
    """It outlives its page, tells nothing of a person and keeps everything."""

    __tablename__ = "clumsy_note"
    __type__ = "clumsy.note"

    words: Mapped[str | None] = field(String(100), label="Words")


class Secret(Record):
    """Nobody may add one but administrators; its migration forgot a column."""

    __tablename__ = "clumsy_secret"
    __type__ = "clumsy.secret"

    lost: Mapped[str | None] = field(String(20), label="Lost")
