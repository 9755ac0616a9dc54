"""What is checked about references: the rows are those of the fields, and no live link is dead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.orm import Session

from mastaba.content.models import Reference, Revision
from mastaba.content.operations.references import (
    Referred,
    of_absent,
    references_of,
    replace_references,
)
from mastaba.content.snapshot import snapshot, unpack
from mastaba.content.types import ContentType, ContentTypes
from mastaba.db import Database
from mastaba.fields import fields_of
from mastaba.tree.models import Node
from mastaba.tree.publication import PUBLISHED, TRASH

BATCH = 500
SHOWN = 5
_N: Any = Node.__table__
_R: Any = Reference.__table__


def check_references(registry: Any) -> Iterator[str]:
    """Nodes whose rows are not what their fields say."""
    with Session(registry[Database].reads) as session:
        wrong = [node.path for node, _ in _wrong(session, registry[ContentTypes])]
    for path in wrong[:SHOWN]:
        yield f"What {path} refers to is not what is stored about it."
    if len(wrong) > SHOWN:
        yield f"... and {len(wrong) - SHOWN} more. Put right with: mastaba check --repair"


def repair_references(registry: Any) -> None:
    """Write the rows anew where they are wrong."""
    with Session(registry[Database].writes) as session, session.begin():
        for node, wanted in list(_wrong(session, registry[ContentTypes])):
            replace_references(session, node.id, wanted)


def check_dead_links(registry: Any) -> Iterator[str]:
    """Public pages with a link to what is gone: visitors see its words without the link."""
    with Session(registry[Database].reads) as session:
        dead = list(session.execute(_dead(_linking_fields(registry[ContentTypes]))))
    for row in dead[:SHOWN]:
        yield f"“{row.title}” ({row.path}) links to a page that is not there any more."
    if len(dead) > SHOWN:
        yield f"... and {len(dead) - SHOWN} more pages."


def _dead(fields: Iterable[str]) -> Any:
    target = select(Node.id).where(Node.uid == _R.c.target_uid, Node.tree != TRASH)
    dead = exists().where(
        _R.c.node_id == Node.id,
        _R.c.draft.is_(False),
        _R.c.field.in_(sorted(fields)),
        ~target.correlate(_R).exists(),
    )
    live = and_(Node.state == PUBLISHED, Node.tree != TRASH)
    return select(Node.title, Node.path).where(live, dead).order_by(Node.path).limit(1000)


def _linking_fields(types: ContentTypes) -> set[str]:
    """Names of fields that link; a term that is gone is only shown no more."""
    return {
        bound.name
        for kind in types.by_name.values()
        for bound in fields_of(kind.model)
        if bound.type.targets is not None and not bound.rules.vocabulary
    }


def _wrong(session: Session, types: ContentTypes) -> Iterator[tuple[Node, set[Referred]]]:
    for kind in types.by_name.values():
        if session.scalar(select(_N.c.id).where(_N.c.type == kind.name).limit(1)) is None:
            continue  # a new type may have no table yet
        for nodes in _batches(session, kind):
            stored, newest = _stored(session, nodes), _newest(session, nodes)
            for node in nodes:
                shown, present = snapshot(node), stored.get(node.id, set())
                wanted = references_of(kind.model, shown, *newest.get(node.id, ()))
                wanted |= of_absent(kind.model, present)
                if present != wanted:
                    yield node, wanted


def _batches(session: Session, kind: ContentType) -> Iterator[Sequence[Node]]:
    last = 0
    mine = select(kind.model).where(kind.model.type == kind.name).order_by(kind.model.id)
    while nodes := session.scalars(mine.where(kind.model.id > last).limit(BATCH)).all():
        last = nodes[-1].id
        yield nodes
        session.expunge_all()


def _stored(session: Session, nodes: Sequence[Node]) -> dict[int, set[Referred]]:
    mine = _R.c.node_id.in_([node.id for node in nodes])
    found: dict[int, set[Referred]] = {}
    for row in session.execute(select(_R).where(mine)):
        found.setdefault(row.node_id, set()).add(Referred(row.draft, row.field, row.target_uid))
    return found


def _newest(session: Session, nodes: Sequence[Node]) -> dict[int, list[dict[str, Any]]]:
    """Fields of the newest and of the scheduled revisions of pages that are live with changes."""
    changed = {n.id: n for n in nodes if n.state == PUBLISHED and n.revision != n.live_revision}
    if not changed:
        return {}
    numbers = or_(Revision.number == Node.revision, Revision.number == Node.next_revision)
    newer = and_(Revision.node_id == Node.id, numbers)
    rows: Iterable[Row[Any]] = session.execute(
        select(Node.id, Revision.data).join(Revision, newer).where(Node.id.in_(changed))
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(unpack(type(changed[row.id]), row.data))
    return found


def includeme(config: Any) -> None:
    """Declare them."""
    config.declare_check(
        "references", "Who refers to what is known", check_references, repair=repair_references
    )
    config.declare_check("links", "Links lead somewhere", check_dead_links)
