"""The base class of records."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mastaba.db.base import Base
from mastaba.db.types import key_type, uid_type
from mastaba.db.uuid7 import uuid7


class Record(Base):
    """Base of records: set `__type__` and `__tablename__`, declare fields with `field()`.

    `account_id` is who made it; None for a visitor, and when the account was deleted.
    """

    __abstract__ = True
    __type__: ClassVar[str]

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    uid: Mapped[str] = mapped_column(uid_type(), unique=True, default=uuid7)
    node_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("node.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    created: Mapped[datetime]
