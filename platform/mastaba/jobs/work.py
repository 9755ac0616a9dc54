"""The worker: takes a job, does it in one transaction, and says how that ended."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mastaba.clock import utc_now
from mastaba.db import Database
from mastaba.db.offline import offline_request
from mastaba.events import Message
from mastaba.jobs.models import FAILED, FINISHED, RUNNING, WAITING, Job
from mastaba.jobs.prepare import acting_for, prepare, refuse_suspended, same_attempt
from mastaba.jobs.queue import Queue
from mastaba.jobs.registry import Jobs, Refused, Work

log = logging.getLogger(__name__)

TOPIC = "job.queued"
WAITER = "core.jobs"  # the outbox subscriber that waiting messages are addressed to
ATTEMPTS = 3
FIRST_WAIT = timedelta(seconds=10)  # before the second attempt; three times as long each time
LONGEST = 500  # characters of a message


def deliver(registry: Any, message: Message) -> None:
    """Push a job to the queue, after the commit that asked for it."""
    registry[Queue].push(message.payload["job"])


def run_job(registry: Any, uid: str, now: datetime | None = None) -> None:
    """Do the job with this uid, if it waits and is due at `now`; nothing otherwise."""
    job = _claim(registry[Database], uid, now or utc_now())
    if job is None:
        return
    try:
        _do(registry, job)
    except Exception as error:
        _failed(registry, job, error, now or utc_now())
    finally:
        registry[Queue].forget(uid)


def _claim(database: Database, uid: str, now: datetime) -> Job | None:
    """The row, marked as running, in a transaction of its own; None when it is not to be done."""
    waiting = (Job.uid == uid, Job.state == WAITING, Job.due <= now)
    with Session(database.writes, expire_on_commit=False) as session, session.begin():
        job = session.scalar(select(Job).where(*waiting).with_for_update(skip_locked=True))
        if job is not None:
            job.state, job.attempts, job.started = RUNNING, job.attempts + 1, now
        return job


def _do(registry: Any, job: Job) -> None:
    """The work and its end are one transaction, so that the work has its effects once."""
    work = Work(job.uid, job.payload, lambda *far: registry[Queue].note(job.uid, *far))
    prepare(registry, job, work)
    with offline_request(registry, acting_for(job), host=job.host) as request:
        mine = request.db.scalar(select(Job).where(*same_attempt(job)).with_for_update())
        if mine is None:  # this process was thought dead, and another one has taken over
            return
        refuse_suspended(request, job)
        message = _function(registry, job.name)(request, work)
        _finish(mine, work, message)


def _finish(job: Job, work: Work, message: str | None) -> None:
    job.state, job.finished = FINISHED, utc_now()
    job.done = job.total = max(work.done, work.total)
    job.message = None if message is None else message[:LONGEST]


def _function(registry: Any, name: str) -> Any:
    found = registry[Jobs].by_name.get(name)
    if found is None:
        raise Refused(f"Nothing here can do “{name}”; is its plugin enabled?")
    return found


def _failed(registry: Any, job: Job, error: Exception, now: datetime) -> None:
    if isinstance(error, registry[Jobs].refusals):
        ended(registry, job, now, str(error), final=True)
        return
    log.error("job %s (%s) failed", job.uid, job.name, exc_info=error)
    sentence = f"Something went wrong ({type(error).__name__}); the server's log says more."
    ended(registry, job, now, sentence, final=False)


def ended(registry: Any, job: Job, now: datetime, why: str, *, final: bool) -> None:
    """An attempt came to nothing: try again later, or give up after the last."""
    over = final or job.attempts >= ATTEMPTS
    wait = FIRST_WAIT * 3 ** (job.attempts - 1)
    values: dict[str, Any] = {"message": why[:LONGEST]}
    values |= {"state": FAILED, "finished": now} if over else {"state": WAITING, "due": now + wait}
    with Session(registry[Database].writes) as session, session.begin():
        session.execute(update(Job).where(*same_attempt(job)).values(**values))
    if not over:
        registry[Queue].push(job.uid, wait)
