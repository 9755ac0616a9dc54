"""The list of jobs in the browser and in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.jobs import Job, Refused, Work, start_job
from mastaba.jobs.models import FAILED, RUNNING, WAITING
from mastaba.jobs.queue import Queue
from mastaba.jobs.registry import Jobs
from mastaba.jobs.work import run_job
from mastaba.testing import Client, ScratchSite

JOBS = "/admin/-/jobs"


class Quiet:
    """Stands in for the queue; knows how far every job is."""

    def push(self, uid: str, wait: timedelta = timedelta(0)) -> None:
        pass

    note = forget = push

    def noted(self, _uid: str) -> tuple[int, int]:
        return 3, 9


@pytest.fixture(autouse=True)
def quiet(site: ScratchSite) -> Iterator[None]:
    def refuse(_request: Any, _work: Work) -> None:
        raise Refused("The shop is closed.")

    real, jobs = site.registry[Queue], site.registry[Jobs].by_name
    site.registry[Queue], jobs["test.do"] = Quiet(), refuse
    yield
    site.registry[Queue] = real
    del jobs["test.do"]


def start(site: ScratchSite, role: str, title: str) -> str:
    with site.request(role) as request:
        return start_job(request, "test.do", {}, title=title)


def state(site: ScratchSite, uid: str) -> str:
    with Session(site.database.writes) as session:
        return session.scalars(select(Job.state).where(Job.uid == uid)).one()


def test_one_sees_one_s_own_jobs_and_administrators_see_all(
    site: ScratchSite, editor: Client, admin: Client
) -> None:
    assert "Nothing is under way" in editor.get(JOBS).text
    mine, other = start(site, "editor", "Mine"), start(site, "admin", "Somebody's")
    seen = editor.get(JOBS).text
    assert ("Mine" in seen, "Somebody's" in seen, 'data-poll="on"' in seen) == (True, False, True)
    seen = admin.get(JOBS).text
    assert all(text in seen for text in ("Mine", "Somebody&#39;s", "Editor,", "Admin,"))
    run_job(site.registry, mine)
    run_job(site.registry, other)
    seen = editor.get(JOBS).text
    assert "The shop is closed." in seen
    assert 'data-poll="off"' in seen
    editor.send(JOBS, {"job": other}, status=404)
    assert state(site, other) == FAILED
    editor.send(JOBS, {"job": mine})
    assert state(site, mine) == WAITING
    admin.send(JOBS, {"job": other})
    assert state(site, other) == WAITING
    admin.send(JOBS, {"job": "no uid"}, status=404)


def test_a_running_job_shows_how_far_it_is(site: ScratchSite, editor: Client) -> None:
    uid = start(site, "editor", "Slow")
    with Session(site.database.writes) as session, session.begin():
        session.scalars(select(Job).where(Job.uid == uid)).one().state = RUNNING
    assert '<progress max="9" value="3" aria-label="Slow">' in editor.get(JOBS).text
    assert "3 of 9" in editor.get(JOBS).text


def test_the_list_goes_on(site: ScratchSite, editor: Client) -> None:
    for number in range(51):
        start(site, "editor", f"Job {number:02}")
    first = editor.get(JOBS)
    assert "Job 00" not in first.text
    assert "Job 00" in first.click(href="before=").text
