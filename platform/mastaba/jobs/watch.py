"""Once a minute: what the queue forgot, whose worker is gone, and what is due again.

A running job holds its row locked. Whoever can lock it knows that its worker is gone: killed,
restarted, cut off from the database. On SQLite the one lock of the whole file says the same.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mastaba.clock import utc_now
from mastaba.db import Database
from mastaba.jobs.models import FAILED, RUNNING, WAITING, Job
from mastaba.jobs.periodic import do_due
from mastaba.jobs.queue import Queue
from mastaba.jobs.work import ATTEMPTS

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=1)  # between taking a job and locking it, or pushing and taking it
MOST = 500  # jobs looked after in one go
GONE = "The worker was stopped in the middle of this, three times; look into the server's log."


def watch(registry: Any, now: datetime | None = None) -> None:
    """Do all three. A database that is busy is asked again in a minute."""
    moment = now or utc_now()
    try:
        for uid in free_abandoned(registry[Database], moment) + forgotten(registry, moment):
            registry[Queue].push(uid)
    except OperationalError:
        log.info("the database is busy; jobs are looked after in a minute", exc_info=True)
    do_due(registry, moment)


def free_abandoned(database: Database, now: datetime) -> list[str]:
    """Jobs whose worker is gone wait again, or fail when that was the last attempt."""
    running = select(Job).where(Job.state == RUNNING, Job.started <= now - PATIENCE).limit(MOST)
    with Session(database.writes) as session, session.begin():
        jobs = session.scalars(running.with_for_update(skip_locked=True)).all()
        for job in jobs:
            _free(job, now)
        return [job.uid for job in jobs if job.state == WAITING]


def _free(job: Job, now: datetime) -> None:
    if job.attempts >= ATTEMPTS:
        job.state, job.finished, job.message = FAILED, now, GONE
    else:
        job.state, job.due = WAITING, now


def forgotten(registry: Any, now: datetime) -> list[str]:
    """Jobs that should have begun a while ago: pushing one twice does no harm."""
    late = select(Job.uid).where(Job.state == WAITING, Job.due <= now - PATIENCE).limit(MOST)
    with registry[Database].reading_session() as session:
        return list(session.scalars(late))
