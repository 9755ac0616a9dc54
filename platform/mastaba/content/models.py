"""Content and its revisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mastaba.content.placeholder import Placeholder as Placeholder  # first of all classes
from mastaba.content.unloaded import guard_fields
from mastaba.db.base import Base
from mastaba.db.types import exact_text, key_type, uid_type
from mastaba.tree.models import Node


class Content(Node):
    """Base of content types: subclass it, set `__type__` and `__tablename__`, declare fields.

    The subclass gets its table, joined to `node`, from `__tablename__`. Count `__version__` up
    when fields change their name or meaning, and say in `__upgrades__` how older revisions are
    read: `{1: fn}`, where `fn(data)` makes the JSON of version 2 from that of version 1.
    """

    __abstract__ = True
    __type__: ClassVar[str]
    __version__: ClassVar[int] = 1
    __upgrades__: ClassVar[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        if "__type__" in cls.__dict__:
            cls.__mapper_args__ = {"polymorphic_identity": cls.__type__}
        super().__init_subclass__(**options)
        if "__type__" in cls.__dict__:
            guard_fields(cls)


def node_key() -> Any:
    """The primary key column of a content table."""
    return mapped_column(key_type(), ForeignKey("node.id", ondelete="CASCADE"), primary_key=True)


class Revision(Base):
    """The fields of a node as somebody saved them; rows are only ever added."""

    __tablename__ = "revision"
    __personal__ = ("note",)
    __impersonal__ = ("author_kind", "data")
    __table_args__ = (UniqueConstraint("node_id", "number"),)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    node_id: Mapped[int] = mapped_column(key_type(), ForeignKey("node.id", ondelete="CASCADE"))
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(key_type(), ForeignKey("account.id"))
    author_kind: Mapped[str] = mapped_column(exact_text(20), default="human")
    created: Mapped[datetime]
    note: Mapped[str | None] = mapped_column(exact_text(300))
    data: Mapped[dict[str, Any]]


class WorkingCopy(Base):
    """Unsaved text of one person in one form, kept until it is saved or discarded."""

    __tablename__ = "working_copy"
    __personal__ = ("data",)

    node_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("node.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    base_version: Mapped[int]
    base_revision: Mapped[int | None]
    modified: Mapped[datetime]
    data: Mapped[dict[str, Any]]


class Reference(Base):
    """A field of a node that names another node, by uid; the target may be gone.

    `draft` tells the newest revision's references from those of what is stored in the row, where
    the two differ.
    """

    __tablename__ = "reference"
    __impersonal__ = ("field",)
    __table_args__ = (Index("ix_reference_target", "target_uid", "draft"),)

    node_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("node.id", ondelete="CASCADE"), primary_key=True
    )
    draft: Mapped[bool] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(exact_text(80), primary_key=True)
    target_uid: Mapped[str] = mapped_column(uid_type(), primary_key=True)


class PreviewLink(Base):
    """One version of a page, shown to whoever has the link. Only the SHA-256 of its token is kept.

    `account_id` is who made it: it shows no more than that person may see.
    """

    __tablename__ = "preview_link"
    __impersonal__ = ("token_hash",)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    token_hash: Mapped[str] = mapped_column(exact_text(64), unique=True)
    node_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("node.id", ondelete="CASCADE"), index=True
    )
    revision: Mapped[int]
    account_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("account.id", ondelete="CASCADE")
    )
    created: Mapped[datetime]
    expires: Mapped[datetime]
