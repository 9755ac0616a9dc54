"""Jobs: long work that is done behind the requests, with progress that people can see.

Lives here: the table of jobs, the queue that tells a worker which is next (huey), the worker, and
what is done again and again. Does not live here: any work itself. To add one, declare a function
and start it from an operation or a view:

    config.add_job("event.remind", remind)          # remind(request, work) -> sentence or None
    start_job(request, "event.remind", {"event": uid}, title="Remind everybody")

The row is the truth: it is written with the change that asks for the work and pushed to the queue
after the commit, so an aborted transaction runs nothing. The queue holds no more than the job's
uid and may be lost at any time; `watch.py` finds what it forgot.

The function gets a real request: the person who started the job, with the rights they have when
it runs. Its whole work is one transaction, which also says that the job is finished: a worker
that is killed has changed nothing, and the work is done again by another.

`config.add_periodic("event.tidy", tidy, every=timedelta(hours=1))` calls `tidy(request)` as the
system, by one process of all that run.
"""

from __future__ import annotations

from typing import Any

from mastaba.jobs.models import Job
from mastaba.jobs.operations import retry_job, start_job
from mastaba.jobs.periodic import PRUNE_EVERY, prune_jobs
from mastaba.jobs.queue import Queue
from mastaba.jobs.registry import Jobs, Refused, Work, add_job, add_periodic
from mastaba.jobs.settings import JobSettings
from mastaba.jobs.work import TOPIC, WAITER, deliver

__all__ = ["Job", "Refused", "Work", "includeme", "retry_job", "start_job"]


def includeme(config: Any) -> None:
    """Register the directives, the queue, and the clearing away of old jobs."""
    config.declare_settings(JobSettings)
    config.registry[Jobs] = Jobs()
    config.registry[Queue] = Queue(config.registry)
    config.add_directive("add_job", add_job)
    config.add_directive("add_periodic", add_periodic)
    config.add_outbox_subscriber(TOPIC, deliver, name=WAITER)
    config.add_periodic("core.prune_jobs", prune_jobs, every=PRUNE_EVERY)
