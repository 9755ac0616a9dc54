"""Tables of the tree."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from pyramid.authorization import DENY_ALL
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from mastaba.db.base import Base
from mastaba.db.types import exact_text, key_type, uid_type
from mastaba.db.uuid7 import uuid7
from mastaba.fields import field
from mastaba.tree.publication import DRAFT, LIVE, sufficient_permissions


def _where(predicate: str) -> Any:
    """Options of an index that holds few rows and so costs a move next to nothing."""
    return {"sqlite_where": text(predicate), "postgresql_where": text(predicate)}


class Site(Base):
    """One public site: a set of hosts that show one tree."""

    __tablename__ = "site"
    __impersonal__ = ("hosts",)

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    hosts: Mapped[list[str]]
    front_uid: Mapped[str | None] = mapped_column(uid_type())


class SiteSetting(Base):
    """A setting that an administrator changed in the browser; the ini file wins over it."""

    __tablename__ = "site_setting"
    __impersonal__ = ("key", "value")

    site_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("site.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(exact_text(200), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class Node(Base):
    """A place in the tree; every type of content is a joined subclass."""

    __tablename__ = "node"
    __impersonal__: ClassVar[tuple[str, ...]] = (
        "slug",
        "path",
        "order_key",
        "tree",
        "type",
        "title",
        "summary",
        "state",
        "grants",
        "locale",
        "trashed_from",
        "trashed_rights",
    )
    __table_args__ = (
        UniqueConstraint("site_id", "tree", "path"),
        Index("ix_node_parent_order", "parent_id", "order_key", "id"),
        Index("ix_node_modified", "modified"),
        Index("ix_node_published_at", "published_at", "id"),
        Index("ix_node_expires_at", "expires_at", **_where("expires_at IS NOT NULL")),
        Index("ix_node_next_at", "next_at", **_where("next_at IS NOT NULL")),
        Index("ix_node_acl_id", "acl_id"),
        Index("ix_node_owner_id", "owner_id"),
        Index("ix_node_draft", "modified", **_where("state = 'draft'")),
        Index("ix_node_waiting", "modified", **_where("revision > live_revision")),
        Index(
            "ix_node_bearing",
            "site_id",
            "tree",
            "path",
            sqlite_where=text("grants IS NOT NULL OR inherit IS 0"),
            postgresql_where=text("grants IS NOT NULL OR inherit IS FALSE"),
        ),
    )
    __mapper_args__: Any = {  # noqa: RUF012 - SQLAlchemy reads it once
        "polymorphic_on": "type",
        "polymorphic_identity": "core.root",
    }

    id: Mapped[int] = mapped_column(key_type(), primary_key=True)
    uid: Mapped[str] = mapped_column(uid_type(), unique=True, default=uuid7, insert_sentinel=True)
    site_id: Mapped[int] = mapped_column(key_type(), ForeignKey("site.id"))
    parent_id: Mapped[int | None] = mapped_column(key_type(), ForeignKey("node.id"))
    slug: Mapped[str] = mapped_column(exact_text(200))
    path: Mapped[str] = mapped_column(exact_text())
    depth: Mapped[int]
    order_key: Mapped[str] = mapped_column(exact_text(100))
    tree: Mapped[str] = mapped_column(exact_text(10), default=LIVE)
    type: Mapped[str] = mapped_column(exact_text(80))
    title: Mapped[str] = field(String(300), label="Title", place="title")
    summary: Mapped[str | None] = field(
        String(1000),
        label="Summary",
        help="One or two sentences for lists and search engines.",
        widget="textarea",
    )
    in_menu: Mapped[bool] = field(label="Show in menu", default=True)
    state: Mapped[str] = mapped_column(exact_text(20), default=DRAFT)
    published_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    next_revision: Mapped[int | None]
    next_at: Mapped[datetime | None]
    grants: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    inherit: Mapped[bool] = mapped_column(default=True)
    acl_id: Mapped[int | None] = mapped_column(key_type())
    owner_id: Mapped[int | None] = mapped_column(key_type(), ForeignKey("account.id"))
    modified_by: Mapped[int | None] = mapped_column(key_type(), ForeignKey("account.id"))
    locale: Mapped[str] = mapped_column(exact_text(20), default="en")
    translation_key: Mapped[str | None] = mapped_column(uid_type())
    trashed_from: Mapped[str | None] = mapped_column(exact_text())
    trashed_at: Mapped[datetime | None]
    trashed_rights: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created: Mapped[datetime]
    modified: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=0)
    live_revision: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    # A node that was not located by the traverser has no lineage: it must not grant anything.
    __acl__: Any = (DENY_ALL,)
    __parent__: Any = None
    __name__: Any = None  # type: ignore[misc]  # the traversal protocol's name, not the class's
    __childless__ = False  # the traverser saw no child, and this request cannot make one

    def sufficient_permissions(self, request: Any, permission: str) -> tuple[str, ...]:
        """Permissions any of which is enough: what is not public asks for `view_drafts`."""
        return sufficient_permissions(request, self, permission)


class AclGrant(Base):
    """An effective grant of one ACL bearer: derived from `grants` and `inherit`, for SQL."""

    __tablename__ = "acl_grant"
    __personal__ = ("token",)
    __impersonal__ = ("permission",)
    __table_args__ = (Index("ix_acl_grant_token", "permission", "token", "acl_id"),)

    acl_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("node.id", ondelete="CASCADE"), primary_key=True
    )
    permission: Mapped[str] = mapped_column(exact_text(80), primary_key=True)
    token: Mapped[str] = mapped_column(exact_text(80), primary_key=True)


class Generation(Base):
    """One row of numbers that grow when the tree, or the rights in it, change (`generation`)."""

    __tablename__ = "generation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    tree: Mapped[int] = mapped_column(default=0)
    rights: Mapped[int] = mapped_column(default=0)


class Redirect(Base):
    """A former address, of a node and so of everything below it; tried when nothing is there."""

    __tablename__ = "redirect"
    __impersonal__ = ("path",)

    site_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("site.id", ondelete="CASCADE"), primary_key=True
    )
    path: Mapped[str] = mapped_column(exact_text(), primary_key=True)
    node_id: Mapped[int] = mapped_column(
        key_type(), ForeignKey("node.id", ondelete="CASCADE"), index=True
    )
    created: Mapped[datetime]
