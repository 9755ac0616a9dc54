"""Nodes that hang below no root, because their parent is gone or they are their own ancestors.

They are put into the trash: nothing is lost there, only administrators see them, and from there
they can be put back where they belong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mastaba.tree.derive import Place, derive
from mastaba.tree.models import Node
from mastaba.tree.publication import TRASH

CLOSED = {"grants": {}, "inherit": False}


def tops_of_strays(places: Mapping[int, Place]) -> list[Place]:
    """The nodes whose new parent would connect every stray: one of each cycle or lost branch."""
    lost = places.keys() - derive(dict(places)).keys()
    return [places[key] for key in sorted({_top(key, places, lost) for key in lost})]


def _top(key: int, places: Mapping[int, Place], lost: Iterable[int]) -> int:
    way: list[int] = []
    while key not in way:
        way.append(key)
        parent = places[key].parent_id
        if parent is None or parent not in lost:
            return key
        key = parent
    return min(way[way.index(key) :])


def trash_strays(session: Session, places: Mapping[int, Place], now: datetime) -> None:
    """Make them children of their site's trash, closed to all but administrators."""
    for place in tops_of_strays(places):
        bin_root = session.scalar(
            select(Node.id).where(
                Node.site_id == place.site_id, Node.tree == TRASH, Node.parent_id.is_(None)
            )
        )
        uid = session.scalar(select(Node.uid).where(Node.id == place.id))
        was = {"grants": place.grants, "inherit": place.inherit, "parent": uid}
        values = {"parent_id": bin_root, "slug": uid, "trashed_from": place.path}
        session.execute(
            update(Node)
            .where(Node.id == place.id)
            .values(**values, **CLOSED, trashed_at=now, trashed_rights=was)
        )
