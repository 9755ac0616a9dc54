"""What each person wishes to be written, and when they were."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from mastaba.api import Base, exact_text

ASKED, YES, NO = "asked", "yes", "no"


class Correspondent(Base):
    """Who gets letters: `token` is that of an account or of a mail address (`tokens.py`).

    `answers` is None for who was never asked. An address gets nothing but one question before it
    has said yes; an account, whose address is known, gets everything until it says no.
    """

    __tablename__ = "comments_correspondent"
    __personal__ = ("token",)
    __impersonal__ = ("answers", "queue")

    token: Mapped[str] = mapped_column(exact_text(100), primary_key=True)
    answers: Mapped[str | None] = mapped_column(exact_text(10))
    asked: Mapped[datetime | None]
    told: Mapped[datetime | None]  # the last letter about answers
    queue: Mapped[str | None] = mapped_column(exact_text(10))  # NO, or None
    sent: Mapped[datetime | None]  # the last letter to a moderator
    seen: Mapped[datetime | None]  # the newest that it, or a look without a letter, knew of
