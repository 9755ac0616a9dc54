"""What is stored."""

from datetime import date
from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from mastaba.api import Body, Content, Extension, Group, Record, Reference, Terms, field, node_key

COLOURS = "garden.colours"


class Plant(Content):
    """Something that grows."""

    __tablename__ = "garden_plant"
    __type__ = "garden.plant"

    id: Mapped[int] = node_key()
    body: Mapped[Body] = field(label="Text", place="main")
    height: Mapped[int] = field(label="Height in cm", default=0, ge=0, le=10_000)
    price: Mapped[Decimal | None] = field(label="Price")
    planted: Mapped[date | None] = field(label="Planted on")
    neighbour: Mapped[Reference | None] = field(label="Neighbour")
    colours: Mapped[Terms] = field(label="Colours", vocabulary=COLOURS)
    secret: Mapped[str | None] = field(String(80), label="Where it came from", read="share")


class Care(Extension):
    """How to look after what a page is about."""

    __tablename__ = "garden_care"
    __type__ = "garden.care"
    __extends__ = "pages.page"

    litres: Mapped[int] = field(label="Litres a week", default=0, ge=0, le=100)
    beside: Mapped[Reference | None] = field(label="Grows beside")


class Bed(Group):
    """A block: what grows beside the text."""

    plants: str = field(label="Plants", default="")


class Watering(Record):
    """That somebody watered what a page is about."""

    __tablename__ = "garden_watering"
    __type__ = "garden.watering"

    litres: Mapped[int] = field(label="Litres", default=1, ge=1, le=100)
