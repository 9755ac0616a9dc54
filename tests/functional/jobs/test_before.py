"""What a job does before its transaction keeps nobody from saving, and can change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from mastaba.api import create, find_at
from mastaba.clock import utc_now
from mastaba.jobs import Job, Work, start_job
from mastaba.jobs import prepare as preparing
from mastaba.jobs.models import FINISHED, RUNNING
from mastaba.jobs.registry import Jobs
from mastaba.jobs.watch import free_abandoned
from mastaba.jobs.work import run_job
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page


@pytest.fixture
def jobs(site: ScratchSite) -> Iterator[Jobs]:
    found: Jobs = site.registry[Jobs]
    kept = dict(found.by_name), dict(found.before)
    yield found
    for now, then in zip((found.by_name, found.before), kept, strict=True):
        now.clear()
        now.update(then)


def start(site: ScratchSite) -> str:
    with site.request("editor") as request:
        return start_job(request, "test.slow", {})


def row(site: ScratchSite) -> Job:
    with Session(site.database.writes) as session:
        return session.scalars(select(Job)).one()


def save_elsewhere(site: ScratchSite) -> None:
    with site.request("editor") as request:
        create(request, find_at(request, "/"), Page, {"title": "Meanwhile"})


def test_others_save_while_the_long_part_is_done(site: ScratchSite, jobs: Jobs) -> None:
    def before(request: Any, work: Work) -> str:
        save_elsewhere(site)
        return str(request.identity.login)

    jobs.before["test.slow"] = before
    jobs.by_name["test.slow"] = lambda request, work: f"{work.prepared} looked."
    run_job(site.registry, start(site))
    assert (row(site).state, row(site).message) == (FINISHED, "editor looked.")


def test_the_long_part_changes_no_rows(site: ScratchSite, jobs: Jobs) -> None:
    refused: list[str] = []

    def before(request: Any, work: Work) -> None:
        try:
            request.db.execute(text("UPDATE node SET title = 'changed'"))
        except DBAPIError as error:
            refused.append(str(error.orig))

    jobs.before["test.slow"] = before
    jobs.by_name["test.slow"] = lambda request, work: "It was called."
    run_job(site.registry, start(site))
    assert len(refused) == 1
    assert row(site).message == "It was called."


def test_progress_says_that_the_worker_lives(
    site: ScratchSite, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "ALIVE_EVERY", timedelta(0))
    late = utc_now() - timedelta(hours=1)
    freed: list[str] = []

    def before(request: Any, work: Work) -> None:
        with Session(site.database.writes) as session, session.begin():
            session.scalars(select(Job)).one().started = late
        work.progress(1, 2)
        freed.extend(free_abandoned(site.database, utc_now()))

    jobs.before["test.slow"] = before
    jobs.by_name["test.slow"] = lambda request, work: None
    run_job(site.registry, start(site))
    assert freed == []
    assert row(site).state != RUNNING
