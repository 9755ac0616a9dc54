"""A type of content that uses every type of field, as a plugin's author would write it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from mastaba.api import (
    Base,
    Body,
    Choice,
    Choices,
    Colour,
    Content,
    Email,
    FieldType,
    Group,
    Items,
    JsonValue,
    LongText,
    OneTerm,
    Reference,
    References,
    RichText,
    Tags,
    Terms,
    Url,
    field,
    node_key,
)
from mastaba.testing import ScratchSite

SIZES = {"s": "Small", "m": "Medium", "l": "Large"}


def _isbn(value: str) -> str:
    digits = value.replace("-", "")
    if len(digits) != 13 or not digits.isdecimal() or not digits.isascii():
        raise ValueError(f"“{value[:30]}” is not an ISBN of 13 digits.")
    return digits


class IsbnColumn(TypeDecorator[str]):
    """A field type of a plugin's own: a rule, shown by a widget that is there."""

    impl = String(13)
    cache_ok = True
    field_type = FieldType("isbn", Annotated[str, AfterValidator(_isbn)], widget="text")


Isbn = Annotated[str, mapped_column(IsbnColumn())]


class Speaker(Group):
    """An entry of a repeating group."""

    name: str = field(String(80), label="Name")
    page: Url | None = field(label="Web page")
    fee: Decimal | None = field(label="Fee", places=2)
    since: date | None = field(label="Speaks since")
    host: bool = field(label="Hosts the evening", default=False)
    profile: Reference | None = field(label="Profile")


class Everything(Content):
    """Every field type, most of them optional."""

    __tablename__ = "demo_everything"
    __type__ = "demo.everything"

    id: Mapped[int] = node_key()
    line: Mapped[str | None] = field(String(120), label="Subtitle")
    text: Mapped[LongText | None] = field(label="Remarks", help="As many lines as you like.")
    number: Mapped[int] = field(label="Seats", ge=0, le=500, default=20)
    price: Mapped[Decimal | None] = field(label="Price", places=2, ge=0, help="In euros.")
    free: Mapped[bool] = field(label="Free of charge", default=False)
    indoors: Mapped[bool | None] = field(label="Indoors")
    day: Mapped[date | None] = field(label="Registration until")
    starts: Mapped[datetime | None] = field(label="Starts")
    size: Mapped[Choice | None] = field(label="Size of the room", choices=SIZES)
    offers: Mapped[Choices] = field(label="Offers", choices=("coffee", "tea", "cake"))
    tags: Mapped[Tags] = field(label="Tags")
    topic: Mapped[OneTerm | None] = field(label="Main topic", vocabulary="pages.topics")
    topics: Mapped[Terms] = field(label="Topics", vocabulary="pages.topics")
    place: Mapped[Reference | None] = field(label="Place", types=("pages.page",))
    related: Mapped[References] = field(label="Related pages")
    url: Mapped[Url | None] = field(label="Web page")
    email: Mapped[Email | None] = field(label="Mail address")
    colour: Mapped[Colour | None] = field(label="Colour")
    isbn: Mapped[Isbn | None] = field(label="ISBN")
    intro: Mapped[RichText] = field(label="Introduction")
    body: Mapped[Body] = field(label="Text", allow=("core.*",))
    speakers: Mapped[Items] = field(label="Speakers", of=Speaker)
    settings: Mapped[JsonValue | None] = field(label="Settings for programs")
    rank: Mapped[int | None] = field(label="Rank", write="manage_site")
    secret: Mapped[str | None] = field(label="Internal code", read="manage_site")


# Known to the mapper for good, but no table of the product: migrations are compared without it.
TABLE: Any = Everything.__table__
Base.metadata.remove(TABLE)


def add_everything(site: ScratchSite, **options: Any) -> None:
    """Make the type known to an application, and its table in the database."""
    site.config.add_content_type(Everything, title="Everything", icon="blocks", **options)
    site.config.commit()
    with site.database.writes.begin() as connection:
        TABLE.create(connection)
