"""Tables of what happened and of what still has to be told to others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mastaba.db.base import Base
from mastaba.db.types import exact_text, key_type, uid_type

PENDING = "pending"  # to be delivered when `due`
DONE = "done"  # delivered
DEAD = "dead"  # given up; `error` says why
LISTED = "listed"  # never to be delivered, only to be looked at


class Audit(Base):
    """Who did what, when, to what. Rows are only ever added."""

    __tablename__ = "audit"
    __personal__ = ("actor_name", "subject", "data")
    __impersonal__ = ("action",)
    __table_args__ = (Index("ix_audit_node", "node_uid", "id"), Index("ix_audit_at", "at"))

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    at: Mapped[datetime]
    actor_uid: Mapped[str | None] = mapped_column(uid_type())
    actor_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(exact_text(80))
    node_uid: Mapped[str | None] = mapped_column(uid_type())
    subject: Mapped[str | None] = mapped_column(String(300))
    data: Mapped[dict[str, Any]]


class Outbox(Base):
    """A message to one subscriber, written in the transaction that it tells about.

    `due` is when to try (again); while a process delivers it, when its claim ends.
    """

    __tablename__ = "outbox"
    __personal__ = ("payload",)
    __impersonal__ = ("topic", "subscriber", "state", "error")
    __table_args__ = (
        Index("ix_outbox_due", "state", "due"),
        Index("ix_outbox_topic", "topic", "id"),
    )

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    topic: Mapped[str] = mapped_column(exact_text(80))
    subscriber: Mapped[str] = mapped_column(exact_text(80))
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(exact_text(10), default=PENDING)
    created: Mapped[datetime]
    due: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    finished: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(500))
