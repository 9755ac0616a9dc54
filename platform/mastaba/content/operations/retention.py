"""Old versions of pages, forgotten by policy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select

from mastaba.content.models import PreviewLink, Revision
from mastaba.content.settings import ContentSettings
from mastaba.db import Database
from mastaba.events import record
from mastaba.settings import settings_of
from mastaba.tree.models import Node

AT_ONCE = 20_000  # versions per run of the job, so that nobody waits long for the database
BATCH = 500


def prune_revisions(request: Any) -> int:
    """Delete versions beyond `mastaba.content.keep_revisions`; returns how many. A periodic job.

    Never the newest, the live or the scheduled one, nor one that a preview link shows.
    """
    settings = settings_of(request.registry, ContentSettings)
    if not settings.keep_revisions:
        return 0
    before = request.now - settings.keep_revisions_for
    # Looking for them takes longest: it must not keep others from writing.
    with request.registry[Database].reading_session() as session:
        ids = list(session.scalars(_beyond(settings.keep_revisions, before, request.now)))
    for start in range(0, len(ids), BATCH):
        some = Revision.id.in_(ids[start : start + BATCH])
        request.db.execute(delete(Revision).where(some, *_unused(request.now)))
    if ids:
        record(request, "content.revisions_pruned", subject="Old versions", count=len(ids))
    return len(ids)


def _beyond(kept: int, before: datetime, now: datetime) -> Any:
    old = (Revision.created < before, Revision.number <= Node.revision - kept)
    here = select(Revision.id).join(Node, Node.id == Revision.node_id)
    return here.where(*old, *_unused(now)).order_by(Revision.id).limit(AT_ONCE)


def _unused(now: datetime) -> tuple[Any, ...]:
    """Of no page the newest, the live or the scheduled one; asked anew when it is deleted."""
    page: Any = Node.__table__.alias("page")
    counted = (page.c.revision, page.c.live_revision, page.c.next_revision)
    used = or_(*(Revision.number == number for number in counted))
    link: Any = PreviewLink.__table__
    shown = (link.c.node_id == Revision.node_id, link.c.revision == Revision.number)
    return (
        ~select(page.c.id).where(page.c.id == Revision.node_id, used).exists(),
        ~select(link.c.id).where(*shown, link.c.expires > now).exists(),
    )
