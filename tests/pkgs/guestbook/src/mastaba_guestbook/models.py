"""An entry is a record of its page; the page says with a tick that it has a guestbook."""

from typing import ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped

from mastaba.api import Choice, Extension, LongText, Record, field

WAITING, SHOWN, REJECTED = "waiting", "shown", "rejected"
STATES = {WAITING: "Waiting", SHOWN: "Shown", REJECTED: "Rejected"}


class Place(Extension):
    """Whether a page has a guestbook."""

    __tablename__ = "guestbook_place"
    __type__ = "guestbook.place"
    __extends__: ClassVar[tuple[str, ...]] = ("pages.page", "pages.section")

    open: Mapped[bool] = field(
        label="Visitors may write below this page",
        help="What they write is shown here once somebody has approved it.",
        default=False,
    )


class Entry(Record):
    """What somebody wrote."""

    __tablename__ = "guestbook_entry"
    __type__ = "guestbook.entry"

    name: Mapped[str] = field(String(80), label="Your name")
    message: Mapped[LongText] = field(Text(2000), label="Your message")
    state: Mapped[Choice] = field(label="State", choices=STATES, default=WAITING, index=True)
