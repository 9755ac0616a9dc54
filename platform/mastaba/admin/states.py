"""The states that editors filter by, as SQL: the same rule as `status_of`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, literal_column, or_

from mastaba.tree.models import Node
from mastaba.tree.publication import DRAFT, PUBLISHED

# A literal: a partial index is not chosen for a value that comes later (`ix_node_draft`).
IS_DRAFT = Node.state == literal_column(f"'{DRAFT}'")
CHOICES = (
    ("", "Every state"),
    ("draft", "Draft"),
    ("published", "Published"),
    ("changed", "Published + changes"),
    ("scheduled", "Scheduled"),
    ("expired", "Expired"),
)


def in_status(status: str, now: datetime) -> ColumnElement[bool] | None:
    """The predicate of a status; None for an unknown one or for every one."""
    if status == "draft":
        return IS_DRAFT
    if status in ("published", "changed"):
        newer = Node.revision > Node.live_revision
        return and_(shown(now), newer if status == "changed" else ~newer)
    if status == "scheduled":
        return and_(Node.state == PUBLISHED, Node.published_at > now, ~_expired(now))
    if status == "expired":
        return and_(Node.state == PUBLISHED, _expired(now))
    return None


def waiting(now: datetime) -> ColumnElement[bool]:
    """Live pages with newer text that visitors do not see yet."""
    return and_(shown(now), Node.revision > Node.live_revision)


def _expired(now: datetime) -> ColumnElement[bool]:
    return and_(Node.expires_at.is_not(None), Node.expires_at <= now)


def shown(now: datetime) -> ColumnElement[bool]:
    """What visitors see, as far as their rights go."""
    begun = or_(Node.published_at.is_(None), Node.published_at <= now)
    return and_(Node.state == PUBLISHED, begun, ~_expired(now))
