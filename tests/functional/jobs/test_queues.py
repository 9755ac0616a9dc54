"""Every queue that the setting names does the same: a file, PostgreSQL, Redis."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.events import deliver_due
from mastaba.jobs import Job, Work, start_job
from mastaba.jobs.consumer import working
from mastaba.jobs.models import FINISHED, WAITING
from mastaba.jobs.queue import Queue
from mastaba.jobs.registry import Jobs
from mastaba.testing import ScratchSite
from tests.conftest import need_postgres
from tests.support import absent, postgres, redis

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATIENCE = 60  # seconds, for a machine that does many things at once


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.postgres), "redis"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty queue of each kind."""
    if request.param == "file":
        yield f"sqlite:///{tmp_path / 'queue.sqlite'}"
    elif request.param == "postgres":
        need_postgres(request.config)
        name = f"queue_{abs(hash(str(tmp_path))):x}"
        yield postgres.create(name)
        postgres.drop(name)
    else:
        if not redis.program().is_file():
            absent.skip_group(request.config, "Redis", "the wheel's server is not there")
        with redis.server(tmp_path) as url:
            yield url


def job(site: ScratchSite) -> Job:
    with Session(site.database.writes) as session:
        return session.scalars(select(Job)).one()


def start(site: ScratchSite, do: Any) -> None:
    site.registry[Jobs].by_name["test.do"] = do
    with site.request("editor") as request:
        start_job(request, "test.do", {"word": "Ångström"})
    deliver_due(site.registry, datetime.now(UTC) + timedelta(hours=1))


def test_a_worker_finds_the_job_and_does_it_once(
    address: str, make_site: Callable[..., ScratchSite]
) -> None:
    site, done = make_site({"mastaba.jobs.queue": address}), threading.Event()
    seen: list[tuple[str, str]] = []

    def do(request: Any, work: Work) -> str:
        seen.append((work.payload["word"], request.identity.login))
        done.set()
        return "Done."

    start(site, do)
    with working(site.registry, 1, 30):
        assert done.wait(PATIENCE)
    assert seen == [("Ångström", "editor")]
    assert (job(site).state, job(site).message) == (FINISHED, "Done.")


def test_how_far_a_job_is_can_be_asked_until_it_ends(
    address: str, make_site: Callable[..., ScratchSite]
) -> None:
    queue = make_site({"mastaba.jobs.queue": address}).registry[Queue]
    assert queue.noted("one") is None
    queue.note("one", 3, 7)
    queue.note("one", 4, 7)
    assert queue.noted("one") == (4, 7)
    queue.forget("one")
    assert queue.noted("one") is None
    queue.huey.storage.close()


def test_case_224_a_queue_that_refuses_holds_up_nobody(
    make_site: Callable[..., ScratchSite],
) -> None:
    site = make_site({"mastaba.jobs.queue": "redis://127.0.0.1:9/0"})
    start(site, lambda *_args: "")
    assert job(site).state == WAITING
    assert site.registry[Queue].noted(job(site).uid) is None
    site.client("editor").get("/admin/-/jobs", status=200)
