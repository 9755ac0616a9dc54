"""What siblings must not share: slugs, and order keys, which new ones must fit between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from mastaba.tree.models import Node
from mastaba.tree.order import key_between


def respace(session: Session, parent_id: int | None, *, but: int | None = None) -> None:
    """Give the children of a parent short and distinct keys, in the order they are shown in."""
    children = select(Node.id).where(Node.parent_id == parent_id, Node.id != (but or 0))
    key: str | None = None
    rows: list[dict[str, Any]] = []
    for child in session.scalars(children.order_by(Node.order_key, Node.id)):
        key = key_between(key, None)
        rows.append({"id": child, "order_key": key})
    session.execute(update(Node), rows)


def disordered_parents(session: Session) -> list[int]:
    """Ids of the nodes whose children share a key, or have one that nothing fits before."""
    twins = (
        select(Node.parent_id)
        .where(Node.parent_id.is_not(None))
        .group_by(Node.parent_id, Node.order_key)
        .having(func.count() > 1)
    )
    found = {key for key in session.scalars(twins) if key is not None}
    return sorted(found | set(_with_broken_keys(session)))


def _with_broken_keys(session: Session) -> Iterator[int]:
    rows = session.execute(
        select(Node.parent_id, Node.order_key).where(Node.parent_id.is_not(None))
    )
    return (row.parent_id for row in rows if not is_key(row.order_key))


def is_key(key: str) -> bool:
    """Whether `key_between` can go on from this key in both directions."""
    try:
        return key_between(None, key) < key < key_between(key, None)
    except (ValueError, IndexError):
        return False


def twins(session: Session) -> list[Any]:
    """Rows (id, slug, parent_id) of the nodes with the slug of an older sibling."""
    older = aliased(Node)
    same = (
        select(older.id)
        .where(older.parent_id == Node.parent_id, older.slug == Node.slug, older.id < Node.id)
        .exists()
    )
    return list(session.execute(select(Node.id, Node.slug, Node.parent_id).where(same)))


def part_twins(session: Session) -> None:
    """Give those a slug of their own, made with the id, which is never used again."""
    for twin in twins(session):
        slug = f"{twin.slug[:180]}-{twin.id}"
        session.execute(update(Node).where(Node.id == twin.id).values(slug=slug))
