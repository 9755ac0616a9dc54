"""Tables of jobs: what is to be done behind the requests, how far it is, and when it is due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mastaba.db.base import Base
from mastaba.db.types import exact_text, key_type, uid_type
from mastaba.db.uuid7 import uuid7

WAITING = "waiting"  # to be done when `due`
RUNNING = "running"
FINISHED = "finished"
FAILED = "failed"  # given up; `message` says why


class Job(Base):
    """One piece of long work. `done` of `total` units are finished; `total` 0 = not known yet.

    It acts for `account_id`, or for the system when `system`; for nobody when that account is
    gone. `host` names the site.
    """

    __tablename__ = "job"
    __personal__ = ("title", "payload")
    __impersonal__ = ("name", "host", "state", "message")
    __table_args__ = (Index("ix_job_state", "state", "id"),)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    uid: Mapped[str] = mapped_column(uid_type(), unique=True, default=uuid7)
    name: Mapped[str] = mapped_column(exact_text(80))
    title: Mapped[str] = mapped_column(String(300), default="")
    account_id: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="SET NULL")
    )
    system: Mapped[bool] = mapped_column(default=False)
    host: Mapped[str] = mapped_column(exact_text(255))
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(exact_text(10), default=WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    message: Mapped[str | None] = mapped_column(String(500))
    created: Mapped[datetime]
    due: Mapped[datetime]
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]


class Due(Base):
    """When something periodic is to be done next."""

    __tablename__ = "periodic"
    __impersonal__ = ("name",)

    name: Mapped[str] = mapped_column(exact_text(80), primary_key=True)
    due: Mapped[datetime]
