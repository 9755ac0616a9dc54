"""`/admin/-/jobs`: long work behind the requests; everybody's for those who manage the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from sqlalchemy import select

from mastaba.admin.addresses import tool_url
from mastaba.admin.flash import flash
from mastaba.admin.given import number
from mastaba.admin.people_names import names_of
from mastaba.db.uuid7 import is_uid
from mastaba.jobs import Job, retry_job
from mastaba.jobs.models import FAILED, FINISHED, RUNNING, WAITING
from mastaba.jobs.queue import Queue
from mastaba.tree.traverser import Tools

PAGE = 50
SAY = {WAITING: "Waiting", RUNNING: "Running", FINISHED: "Finished", FAILED: "Failed"}


@dataclass(frozen=True)
class Row:
    """A job as `admin/jobs.jinja2` reads it; `total` 0 = how much there is to do is not known."""

    uid: str
    title: str
    who: str
    state: str
    said: str
    when: datetime
    message: str
    done: int
    total: int


def jobs(context: Tools, request: Any) -> dict[str, Any]:
    """The newest fifty that this person may see, or those before `?before=ID`."""
    before = number(request.GET.get("before"))
    statement = _mine(request, select(Job)).order_by(Job.id.desc()).limit(PAGE + 1)
    found = request.db.scalars(statement if before is None else statement.where(Job.id < before))
    listed = list(found)
    names = names_of(request, [job.account_id for job in listed])
    here = tool_url("jobs")
    return {
        "rows": [_row(request, job, names) for job in listed[:PAGE]],
        "all": _sees_all(request),
        "under_way": any(job.state in (WAITING, RUNNING) for job in listed[:PAGE]),
        "retry_url": here,
        "newer_url": here if before else None,
        "older_url": f"{here}?before={listed[PAGE - 1].id}" if len(listed) > PAGE else None,
    }


def try_again(context: Tools, request: Any) -> HTTPSeeOther:
    """Do a failed job once more: one's own, or anybody's for administrators."""
    uid = request.POST.get("job", "")
    known = _mine(request, select(Job.uid)).where(Job.uid == uid) if is_uid(uid) else None
    if known is None or request.db.scalar(known) is None:
        raise HTTPNotFound("This job is not there any more.")
    if retry_job(request, uid):
        flash(request, "It is tried again.")
    else:
        flash(request, "Only what has failed can be tried again.", kind="error")
    return HTTPSeeOther(tool_url("jobs"))


def _sees_all(request: Any) -> bool:
    return bool(request.has_permission("manage_site", request.root))


def _mine(request: Any, statement: Any) -> Any:
    if _sees_all(request):
        return statement
    return statement.where(Job.account_id == request.identity.id)


def _row(request: Any, job: Job, names: dict[int | None, str]) -> Row:
    noted = request.registry[Queue].noted(job.uid) if job.state == RUNNING else None
    done, total = noted or (job.done, job.total)
    return Row(
        uid=job.uid,
        title=job.title,
        who=names.get(job.account_id, ""),
        state=job.state,
        said=SAY[job.state],
        when=job.finished or job.started or job.created,
        message=job.message or "",
        done=done,
        total=total,
    )


def includeme(config: Any) -> None:
    """Register the screen."""
    same: dict[str, Any] = {"context": Tools, "name": "jobs", "permission": "enter"}
    config.add_admin_view(jobs, request_method="GET", renderer="admin/jobs.jinja2", **same)
    config.add_admin_view(
        try_again,
        request_method="POST",
        writes_because="one may only retry what one has started, unless one manages the site",
        example="?job={job}",
        **same,
    )
