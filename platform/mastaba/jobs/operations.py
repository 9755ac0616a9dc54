"""Start a job, and start a failed one again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from mastaba.events import record
from mastaba.events.record import enqueue
from mastaba.jobs.models import FAILED, WAITING, Job
from mastaba.jobs.registry import Jobs
from mastaba.jobs.work import TOPIC, WAITER


def start_job(request: Any, name: str, payload: Mapping[str, Any], *, title: str = "") -> str:
    """Have the job `name` done after the commit of this request; returns its uid.

    `payload` is JSON: uids and words, no objects. `title` names the work for people. It is done
    with the rights that the requester has then. Raises `ValueError` for a job nobody declared.
    """
    if name not in request.registry[Jobs].by_name:
        raise ValueError(f"There is no job “{name}”; declare it with config.add_job.")
    identity = request.identity
    job = Job(
        name=name,
        title=(title or name)[:300],
        account_id=None if identity is None else identity.id,
        system=identity is None and request.is_system,
        host=request.host[:255],
        payload=dict(payload),
        created=request.now,
        due=request.now,
    )
    request.db.add(job)
    request.db.flush()
    record(request, "job.started", subject=job.title, job=job.uid, name=name)
    enqueue(request, WAITER, TOPIC, {"job": job.uid})
    return job.uid


def retry_job(request: Any, uid: str) -> bool:
    """Do a failed job again; False when there is none like that. The caller asks for the right."""
    again = (
        update(Job)
        .where(Job.uid == uid, Job.state == FAILED)
        .values(state=WAITING, attempts=0, due=request.now, message=None, finished=None)
    )
    if request.db.execute(again).rowcount == 0:
        return False
    record(request, "job.retried", subject="Job", job=uid)
    enqueue(request, WAITER, TOPIC, {"job": uid})
    return True
