"""Fields of a plugin that is enabled again: its tables say what was published meanwhile.

While an extension is not enabled, its part of a version is kept word for word, and nobody can
write its row: a page that was published, or copied, in the meantime has the row of before, or
none. So a start notes which plugins run, and one with a plugin that did not run before writes the
rows of its extensions from the versions that are in effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Text, and_, case, cast, select
from sqlalchemy.orm import Session, selectinload

from mastaba.content.models import Revision
from mastaba.content.reference_checks import repair_references
from mastaba.content.snapshot import unpack
from mastaba.content.types import ContentTypes
from mastaba.db import Database
from mastaba.fields.declare import own_fields_of
from mastaba.fields.extended import extensions_in, full_name
from mastaba.plugins import Plugins
from mastaba.tree.kinds import plugin_of
from mastaba.tree.models import Node, Site, SiteSetting
from mastaba.tree.publication import PUBLISHED

KEY = "lifecycle.plugins"  # no setting of the ini file begins like this
BATCH = 200
IN_EFFECT = case((Node.state == PUBLISHED, Node.live_revision), else_=Node.revision)


def note_plugins(registry: Any) -> None:
    """Remember which plugins run; catch up with those that did not run before."""
    running = sorted(item.plugin.name for item in registry[Plugins].loaded)
    with Session(registry[Database].reads) as session:
        site_id = session.scalar(select(Site.id).order_by(Site.id).limit(1))
        noted = session.get(SiteSetting, (site_id, KEY)) if site_id is not None else None
        before = None if noted is None else list(noted.value)
    if site_id is None or before == running:
        return
    if before is not None:
        catch_up(registry, set(running) - set(before))
    with Session(registry[Database].writes) as session, session.begin():
        session.merge(SiteSetting(site_id=site_id, key=KEY, value=running))


def catch_up(registry: Any, plugins: Iterable[str]) -> int:
    """Write the rows of these plugins' extensions where they differ from the versions in effect.

    Returns how many pages were read; their references are derived anew.
    """
    wanted, count = set(plugins), 0
    with Session(registry[Database].writes) as session, session.begin():
        for kind in registry[ContentTypes].by_name.values():
            for ext in extensions_in(kind.model):
                if plugin_of(ext.__type__) in wanted:
                    count += _write_rows(session, kind.model, ext)
    if count:
        repair_references(registry)
    return count


def _write_rows(session: Session, model: type[Any], ext: type[Any]) -> int:
    rows, count = list(_with_section(session, model, ext)), 0
    for some in (rows[start : start + BATCH] for start in range(0, len(rows), BATCH)):
        data = {row.id: row.data for row in some}
        for node in session.scalars(_nodes(model, ext, data)):
            _write_row(node, model, ext, data[node.id])
        count += len(some)
        session.flush()
        session.expunge_all()
    return count


def _with_section(session: Session, model: type[Any], ext: type[Any]) -> Iterator[Any]:
    """Ids and data of the versions in effect that hold something of the extension."""
    in_effect = and_(Revision.node_id == Node.id, Revision.number == IN_EFFECT)
    name = model.__mapper__.polymorphic_identity
    named = cast(Revision.data, Text).contains(f'"{ext.__type__}"', autoescape=True)
    found = select(Node.id, Revision.data).join(Revision, in_effect)
    yield from session.execute(found.where(Node.type == name, named))


def _nodes(model: type[Any], ext: type[Any], ids: Iterable[int]) -> Any:
    with_row = selectinload(getattr(model, f"extension_{ext.__tablename__}"))
    return select(model).where(model.id.in_(list(ids))).options(with_row)


def _write_row(node: Any, model: type[Any], ext: type[Any], data: Any) -> None:
    fields = unpack(model, data)
    for bound in own_fields_of(ext):
        name = full_name(ext, bound.name)
        if name in fields and getattr(node, name) != fields[name]:
            setattr(node, name, fields[name])
