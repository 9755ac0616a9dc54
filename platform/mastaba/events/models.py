"""Tables of what happened and of what still has to be told to others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mastaba.db.base import Base
from mastaba.db.types import exact_text, key_type, uid_type


class Audit(Base):
    """Who did what, when, to what. Rows are only ever added."""

    __tablename__ = "audit"
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
    """A message to the world after the commit; delivered at least once, then marked `done`."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "done", "due"),)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    topic: Mapped[str] = mapped_column(exact_text(80))
    payload: Mapped[dict[str, Any]]
    created: Mapped[datetime]
    due: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    done: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(500))
