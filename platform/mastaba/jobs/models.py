"""The table of jobs: what is to be done behind the requests, and how far it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mastaba.db.base import Base
from mastaba.db.types import exact_text, key_type, uid_type
from mastaba.db.uuid7 import uuid7

WAITING = "waiting"
RUNNING = "running"
FINISHED = "finished"
FAILED = "failed"


class Job(Base):
    """One piece of long work. `done` of `total` units are finished; `total` 0 = not known yet."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state", "state", "id"),)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    uid: Mapped[str] = mapped_column(uid_type(), unique=True, default=uuid7)
    name: Mapped[str] = mapped_column(exact_text(80))
    title: Mapped[str] = mapped_column(String(300), default="")
    account_id: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="SET NULL")
    )
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(exact_text(10), default=WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    message: Mapped[str | None] = mapped_column(String(500))
    created: Mapped[datetime]
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]
