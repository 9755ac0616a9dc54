"""What is done again and again: each time by one process of all that run."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from mastaba.db import Database
from mastaba.db.offline import system_request
from mastaba.jobs.models import FAILED, FINISHED, Due, Job
from mastaba.jobs.registry import Jobs, Periodic
from mastaba.jobs.settings import JobSettings
from mastaba.settings import settings_of

log = logging.getLogger(__name__)

PRUNE_EVERY = timedelta(hours=6)


def do_due(registry: Any, now: datetime) -> list[str]:
    """Call what is due at `now` and not taken by another process; returns the names."""
    done = []
    for item in registry[Jobs].periodic.values():
        if _take(registry[Database], item, now):
            _call(registry, item)
            done.append(item.name)
    return done


def _take(database: Database, item: Periodic, now: datetime) -> bool:
    """Move its next time on; only one process can. A new one is due at once."""
    with database.reading_session() as session:
        due = session.scalar(select(Due.due).where(Due.name == item.name))
    if due is not None and due > now:
        return False
    try:
        with Session(database.writes) as session, session.begin():
            return _move_on(session, item, due, now)
    except (IntegrityError, OperationalError):  # taken at this moment, or the database is busy
        return False


def _move_on(session: Session, item: Periodic, due: datetime | None, now: datetime) -> bool:
    if due is None:
        session.add(Due(name=item.name, due=now + item.every))
        return True
    mine = update(Due).where(Due.name == item.name, Due.due == due)
    result: Any = session.execute(mine.values(due=now + item.every))
    return bool(result.rowcount)


def _call(registry: Any, item: Periodic) -> None:
    try:
        with system_request(registry) as request:
            item.function(request)
    except Exception:
        log.exception("the periodic work %s failed; it is tried again when it is due", item.name)


def prune_jobs(request: Any) -> None:
    """Forget jobs that ended long ago."""
    keep = settings_of(request.registry, JobSettings).keep
    ended = (Job.state.in_((FINISHED, FAILED)), Job.finished < request.now - keep)
    request.db.execute(delete(Job).where(*ended))
