"""A calendar, its events, and the event that a page belongs to."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from mastaba.api import Body, Content, Extension, Reference, field, node_key


class Calendar(Content):
    """A place that shows its events month by month."""

    __tablename__ = "event_calendar"
    __type__ = "event.calendar"

    id: Mapped[int] = node_key()
    body: Mapped[Body] = field(label="Text", place="main")


class Event(Content):
    """Something that takes place at a time."""

    __tablename__ = "event_event"
    __type__ = "event.event"

    id: Mapped[int] = node_key()
    starts: Mapped[datetime] = field(label="Starts", index=True)
    ends: Mapped[datetime | None] = field(label="Ends", help="Empty: it is over the same hour.")
    place: Mapped[str | None] = field(String(200), label="Where")
    body: Mapped[Body] = field(label="Text", place="main")


class Related(Extension):
    """The event that a page belongs to."""

    __tablename__ = "event_related"
    __type__ = "event.related"
    __extends__: ClassVar[tuple[str, ...]] = ("pages.page", "pages.section")

    event: Mapped[Reference | None] = field(
        label="Belongs to", help="The event stands below the text.", types=("event.event",)
    )
