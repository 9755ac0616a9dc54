"""The part of a job that changes no rows: done before its transaction, so that others may save."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from mastaba.clock import utc_now
from mastaba.db import Database
from mastaba.db.offline import looking_request
from mastaba.jobs.models import RUNNING, Job
from mastaba.jobs.queue import Queue
from mastaba.jobs.registry import Jobs, Refused, Work

ALIVE_EVERY = timedelta(seconds=20)  # well below the patience of `watch.py`


def prepare(registry: Any, job: Job, work: Work) -> None:
    """Call what the job is to do before its transaction, if anything."""
    before = registry[Jobs].before.get(job.name)
    if before is None:
        return
    alive = _Alive(registry, job)
    work.note_by(alive.note)
    with looking_request(registry, acting_for(job), host=job.host) as request:
        refuse_suspended(request, job)
        work.prepared = before(request, work)
    work.note_by(lambda *far: registry[Queue].note(job.uid, *far))


def acting_for(job: Job) -> dict[str, Any]:
    """What says in the environ of a request for whom it acts."""
    return {"mastaba.account": job.account_id, "mastaba.system": job.system}


def refuse_suspended(request: Any, job: Job) -> None:
    """Raise `Refused` when whoever started the job is gone."""
    if request.identity is None and not job.system:
        raise Refused("Whoever started this may not log in any more.")


def same_attempt(job: Job) -> tuple[Any, ...]:
    """Clauses: the row of this job, as long as nobody has taken it over."""
    return Job.id == job.id, Job.state == RUNNING, Job.attempts == job.attempts


class _Alive:
    """Says with the progress that the worker lives: no lock on the row says so here."""

    def __init__(self, registry: Any, job: Job) -> None:
        self._registry, self._job = registry, job
        self._said = utc_now()

    def note(self, done: int, total: int) -> None:
        self._registry[Queue].note(self._job.uid, done, total)
        now = utc_now()
        if now - self._said < ALIVE_EVERY:
            return
        self._said = now
        with Session(self._registry[Database].writes) as session, session.begin():
            session.execute(update(Job).where(*same_attempt(self._job)).values(started=now))
