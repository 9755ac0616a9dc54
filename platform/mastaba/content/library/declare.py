"""Vocabularies that plugins declare: made when the database is migrated, if they are not there.

A declared vocabulary is known by its name, such as `event.topics`. Its uid follows from the name,
so editors may give it another title, address or place, and it is found nevertheless.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, and_, or_, select

from mastaba.content.library.models import Vocabulary
from mastaba.content.operations.create import create
from mastaba.content.operations.publish import publish
from mastaba.declaring import declare
from mastaba.tree.locate import find_at
from mastaba.tree.models import Node
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIBRARY

NAMESPACE = UUID("6d617374-6162-5000-8000-766f63616273")


@dataclass(frozen=True)
class Declared:
    """What a plugin says of a vocabulary."""

    name: str
    title: str
    nested: bool


@dataclass
class Vocabularies:
    """The declared vocabularies, by name."""

    by_name: dict[str, Declared] = field(default_factory=dict)


def declare_vocabulary(config: Any, name: str, title: str, *, nested: bool = False) -> None:
    """Directive: there shall be a vocabulary `name` (such as `event.topics`) in the library.

    `title` and `nested` count when it is made; afterwards they are the editors'.
    """
    declared = Declared(name, title, nested)

    def register() -> None:
        config.registry[Vocabularies].by_name[name] = declared

    declare(config, "vocabulary", name, register, title=title, vocabulary=declared)


def uid_of(site_id: int, name: str) -> str:
    """The uid of the declared vocabulary `name` of a site."""
    return str(uuid5(NAMESPACE, f"{site_id}/{name}"))


def is_named(site_id: int, name: str, table: Any) -> ColumnElement[bool]:
    """Predicate on `table` (node or an alias): it is the vocabulary called `name`.

    That is the declared one, or one that editors have put at the top of the library.
    """
    by_hand = and_(
        table.c.site_id == site_id, table.c.tree == LIBRARY, table.c.path == f"{ROOT}{name}"
    )
    return or_(table.c.uid == uid_of(site_id, name), by_hand)


def ensure_vocabularies(request: Any) -> list[str]:
    """Make and publish the declared vocabularies that are missing; return their names.

    One that lies in the trash is there. The request must act for the system.
    """
    declared = request.registry[Vocabularies].by_name.values()
    missing = [item for item in declared if not _is_there(request, item.name)]
    root = find_at(request, ROOT, tree=LIBRARY) if missing else None
    for item in missing:
        data = {"title": item.title, "nested": item.nested}
        uid = uid_of(request.site.id, item.name)
        publish(request, create(request, root, Vocabulary, data, slug=item.name, uid=uid))  # type: ignore[arg-type]  # migrating has made the root
    return [item.name for item in missing]


def _is_there(request: Any, name: str) -> bool:
    wanted = is_named(request.site.id, name, Node.__table__)
    return request.db.scalar(select(Node.id).where(wanted).limit(1)) is not None
