"""What the content room checks: every node has its own row, and the revisions it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, and_, exists, insert, or_, select
from sqlalchemy.orm import Session

from mastaba.clock import utc_now
from mastaba.content.models import Revision
from mastaba.content.operations.revise import checked
from mastaba.content.snapshot import pack, snapshot, unpack
from mastaba.content.types import ContentType, ContentTypes
from mastaba.db import Database
from mastaba.tree.locate import class_of
from mastaba.tree.models import Node

SHOWN = 5
NOTE = "Written by mastaba check --repair"


def check_content(registry: Any) -> Iterator[str]:
    """Nodes without the row of their type, and nodes whose counted revision is not there."""
    with Session(registry[Database].reads) as session:
        for kind in registry[ContentTypes].by_name.values():
            for row in _without_row(session, kind):
                yield f"“{row.title}” ({row.path}) has no row in {kind.model.__tablename__}."
        for row in _without_revision(session, registry[ContentTypes]):
            yield f"“{row.title}” ({row.path}) counts {row.revision} revisions; the last is gone."


def repair_content(registry: Any) -> None:
    """Fill the rows from the newest revision, and write down as one what the rows say."""
    with Session(registry[Database].writes) as session, session.begin():
        for kind in registry[ContentTypes].by_name.values():
            for row in _without_row(session, kind, limit=None):
                _give_row(registry, session, kind, row)
        for row in _without_revision(session, registry[ContentTypes], limit=None):
            _give_revision(session, row)


def _without_row(
    session: Session, kind: ContentType, *, limit: int | None = SHOWN
) -> list[Row[Any]]:
    table: Any = kind.model.__table__
    lost = ~exists().where(table.c.id == Node.id)
    nodes = select(Node.id, Node.title, Node.path).where(Node.type == kind.name, lost)
    return list(session.execute(nodes.limit(limit)))


def _without_revision(
    session: Session, types: ContentTypes, *, limit: int | None = SHOWN
) -> list[Row[Any]]:
    """Of known types only: what a type that is not loaded contains cannot be written down."""

    def kept(number: Any) -> Any:
        return exists().where(Revision.node_id == Node.id, Revision.number == number)

    lost = or_(~kept(Node.revision), and_(Node.live_revision > 0, ~kept(Node.live_revision)))
    nodes = select(Node.id, Node.type, Node.title, Node.path, Node.revision, Node.live_revision)
    counted = nodes.where(Node.type.in_(types.by_name), Node.revision > 0, lost)
    return list(session.execute(counted.limit(limit)))


def _give_row(registry: Any, session: Session, kind: ContentType, row: Row[Any]) -> None:
    table: Any = kind.model.__table__
    newest = select(Revision.data).where(Revision.node_id == row.id)
    data = session.scalar(newest.order_by(Revision.number.desc()).limit(1)) or {}
    fields = checked(registry, kind.model, {"title": row.title, **unpack(kind.model, data)})
    own = {name: value for name, value in fields.items() if name in table.c}
    session.execute(insert(table).values(id=row.id, **own))


def _give_revision(session: Session, row: Row[Any]) -> None:
    node = session.get_one(class_of(row.type), row.id)
    kept = set(session.scalars(select(Revision.number).where(Revision.node_id == row.id)))
    for number in sorted({row.revision, row.live_revision} - {0} - kept):
        values = {"node_id": row.id, "number": number, "created": utc_now(), "note": NOTE}
        session.add(Revision(**values, data=pack(type(node), snapshot(node))))


def includeme(config: Any) -> None:
    """Declare it."""
    config.declare_check("content", "Content is whole", check_content, repair=repair_content)
