"""Tables of people and their log-in sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mastaba.db.base import Base
from mastaba.db.types import exact_text, key_type, uid_type
from mastaba.db.uuid7 import uuid7


class Account(Base):
    """A person who can log in; `uid` is what rights refer to and is never reused.

    Of a `deleted` one only the row is left, for what refers to it.
    """

    __tablename__ = "account"
    __personal__ = ("login", "name", "email", "password_hash")
    __impersonal__ = ("role",)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    uid: Mapped[str] = mapped_column(uid_type(), unique=True, default=uuid7)
    login: Mapped[str] = mapped_column(exact_text(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    role: Mapped[str] = mapped_column(exact_text(80))
    password_hash: Mapped[str | None] = mapped_column(exact_text(200))
    suspended: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    last_login: Mapped[datetime | None]
    deleted: Mapped[datetime | None]


class AuthSession(Base):
    """A log-in session: only the SHA-256 of its token is kept."""

    __tablename__ = "auth_session"
    __personal__ = ("user_agent", "address")
    __impersonal__ = ("token_hash",)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    token_hash: Mapped[str] = mapped_column(exact_text(64), unique=True)
    account_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created: Mapped[datetime]
    seen: Mapped[datetime]
    expires: Mapped[datetime]
    user_agent: Mapped[str | None] = mapped_column(String(300))
    address: Mapped[str | None] = mapped_column(exact_text(64))


class OneTimeToken(Base):
    """A link that works once: to set a password or to make the first account. Hash only."""

    __tablename__ = "one_time_token"
    __impersonal__ = ("token_hash", "purpose")

    token_hash: Mapped[str] = mapped_column(exact_text(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(exact_text(40))
    account_id: Mapped[int | None] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="CASCADE")
    )
    created: Mapped[datetime]
    expires: Mapped[datetime]


class AccountGroup(Base):
    """People who are given rights together; `uid` is what rights refer to and is never reused."""

    __tablename__ = "account_group"
    __impersonal__ = ("name",)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    uid: Mapped[str] = mapped_column(uid_type(), unique=True, default=uuid7)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    created: Mapped[datetime]


class GroupMember(Base):
    """An account in a group."""

    __tablename__ = "group_member"

    account_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[int] = mapped_column(
        key_type(),
        ForeignKey("account_group.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    )
