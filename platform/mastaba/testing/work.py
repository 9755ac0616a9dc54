"""Doing in a test what the server does behind the requests: messages, then jobs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.clock import utc_now
from mastaba.db import Database
from mastaba.db.offline import offline_request
from mastaba.events import deliver_due
from mastaba.jobs.models import FINISHED, WAITING, Job
from mastaba.jobs.registry import Jobs
from mastaba.jobs.work import run_job

LATER = timedelta(days=1)  # a job that failed is tried again after some time


def run_all(registry: Any, periodic: Iterable[str] = ()) -> list[str]:
    """Call the `periodic` functions, deliver every message, do every job that waits or is begun.

    Returns what each job said. Raises `AssertionError` naming a job that did not finish.
    """
    said: list[str] = []
    for name in periodic:
        _call(registry, name)
    deliver_due(registry, utc_now())
    while waiting := _waiting(registry):
        for uid in waiting:
            run_job(registry, uid, utc_now() + LATER)
            said.append(_said(registry, uid))
        deliver_due(registry, utc_now())
    return said


def _call(registry: Any, name: str) -> None:
    known = registry[Jobs].periodic
    if name not in known:
        raise AssertionError(
            f"No periodic function is called {name!r}; there are: {', '.join(sorted(known))}."
        )
    with offline_request(registry, {"mastaba.system": True}) as request:
        known[name].function(request)


def _waiting(registry: Any) -> list[str]:
    with Session(registry[Database].writes) as session:
        query = select(Job.uid).where(Job.state == WAITING).order_by(Job.id)
        return [str(uid) for uid in session.scalars(query)]


def _said(registry: Any, uid: str) -> str:
    with Session(registry[Database].writes) as session:
        job = session.scalars(select(Job).where(Job.uid == uid)).one()
        if job.state != FINISHED:
            raise AssertionError(
                f"The job {job.name} did not finish: {job.message} "
                "The traceback is in the captured log below."
            )
        return job.message or ""
