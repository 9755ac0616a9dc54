"""Places of the library that plugins declare: made by migrating, if they are not there.

A declared place, such as the vocabulary `event.topics`, is known by its name. Its uid follows from
the name, so editors may give it another title, address or place, and it is found nevertheless.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, and_, or_, select

from mastaba.content.library.models import Vocabulary
from mastaba.content.models import Content
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
    """What a plugin says of a place: it may be of a type that is not the plugin's own."""

    name: str
    of_type: type[Content]
    slug: str
    data: Mapping[str, Any]


@dataclass
class Places:
    """The declared places, by name."""

    by_name: dict[str, Declared] = field(default_factory=dict)


def declare_place(
    config: Any, name: str, model: type[Content], title: str, *, slug: str = "", **data: Any
) -> None:
    """Directive: there shall be a published `model` at the top of the library.

    `name`, such as `event.venues`, is what code finds it by (`declared_place`). `title`, `slug`
    (else the name) and further fields in `data` count when it is made; then they are the editors'.
    """
    _declare(config, "place", Declared(name, model, slug or name, {"title": title, **data}))


def declare_vocabulary(config: Any, name: str, title: str, *, nested: bool = False) -> None:
    """Directive: there shall be a vocabulary `name` (such as `event.topics`) in the library.

    `title` and `nested` count when it is made; afterwards they are the editors'.
    """
    data = {"title": title, "nested": nested}
    _declare(config, "vocabulary", Declared(name, Vocabulary, name, data))


def _declare(config: Any, kind: str, declared: Declared) -> None:
    def register() -> None:
        config.registry[Places].by_name[declared.name] = declared

    declare(config, kind, declared.name, register, title=declared.data["title"], place=declared)


def declared_place(request: Any, name: str) -> Any:
    """The declared place, wherever it lies now; None when it is in the trash or was deleted."""
    slug = request.registry[Places].by_name[name].slug
    wanted = is_named(request.site.id, name, Node.__table__, slug)
    places = select(Node).where(wanted, Node.tree == LIBRARY)
    return request.db.scalar(places.order_by(Node.uid != uid_of(request.site.id, name)).limit(1))


def uids_of_places(registry: Any, site_ids: Iterable[int]) -> list[str]:
    """The uids that declared places have in these sites."""
    names = registry[Places].by_name
    return [uid_of(site_id, name) for site_id in site_ids for name in names]


def uid_of(site_id: int, name: str) -> str:
    """The uid of the declared place `name` of a site."""
    return str(uuid5(NAMESPACE, f"{site_id}/{name}"))


def is_named(site_id: int, name: str, table: Any, slug: str = "") -> ColumnElement[bool]:
    """Predicate on `table` (node or an alias): it is the place called `name`.

    That is the declared one, or one that editors have put at the top of the library.
    """
    by_hand = and_(
        table.c.site_id == site_id,
        table.c.tree == LIBRARY,
        table.c.path == f"{ROOT}{slug or name}",
    )
    return or_(table.c.uid == uid_of(site_id, name), by_hand)


def ensure_places(request: Any) -> list[str]:
    """Make and publish the declared places that are missing; return their names.

    One that lies in the trash is there. The request must act for the system.
    """
    declared = request.registry[Places].by_name.values()
    missing = [item for item in declared if not _is_there(request, item)]
    root = find_at(request, ROOT, tree=LIBRARY) if missing else None
    for item in missing:
        uid = uid_of(request.site.id, item.name)
        publish(request, create(request, root, item.of_type, item.data, slug=item.slug, uid=uid))  # type: ignore[arg-type]  # migrating has made the root
    return [item.name for item in missing]


def _is_there(request: Any, item: Declared) -> bool:
    wanted = is_named(request.site.id, item.name, Node.__table__, item.slug)
    return request.db.scalar(select(Node.id).where(wanted).limit(1)) is not None
