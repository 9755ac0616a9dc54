"""Jobs: started with the commit, done once, with the rights of who asked, and never lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mastaba.api import create, find_at
from mastaba.events import deliver_due
from mastaba.jobs import Job, Refused, Work, retry_job, start_job
from mastaba.jobs.consumer import working
from mastaba.jobs.models import FAILED, FINISHED, RUNNING, WAITING
from mastaba.jobs.periodic import do_due
from mastaba.jobs.queue import Queue, beside
from mastaba.jobs.registry import Jobs, Periodic
from mastaba.jobs.settings import JobSettings
from mastaba.jobs.watch import watch
from mastaba.jobs.work import run_job
from mastaba.security.models import Account
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

HOUR = timedelta(hours=1)


class Pushed:
    """Stands in for the queue: remembers what was pushed, and what was noted."""

    def __init__(self) -> None:
        self.uids: list[str] = []
        self.notes: list[tuple[int, int]] = []

    def push(self, uid: str, wait: timedelta = timedelta(0)) -> None:
        self.uids.append(uid)

    def note(self, _uid: str, done: int, total: int) -> None:
        self.notes.append((done, total))

    def forget(self, _uid: str) -> None:
        pass


def add_page(request: Any, work: Work) -> str:
    root = find_at(request, "/")
    assert root is not None
    create(request, root, Page, {"title": work.payload["title"]})
    work.progress(1, 1)
    return "A page was made."


@pytest.fixture
def queue(site: ScratchSite) -> Iterator[Pushed]:
    real, pushed = site.registry[Queue], Pushed()
    site.registry[Queue] = pushed
    yield pushed
    site.registry[Queue] = real


@pytest.fixture
def declare(site: ScratchSite) -> Iterator[Callable[..., None]]:
    jobs = site.registry[Jobs]
    before = dict(jobs.by_name)
    yield lambda function, name="test.do": jobs.by_name.__setitem__(name, function)
    jobs.by_name.clear()
    jobs.by_name.update(before)


def start(site: ScratchSite, role: str | None = "editor", **payload: Any) -> str:
    with site.request(role) as request:
        return start_job(request, "test.do", payload, title="Make a page")


def job(site: ScratchSite) -> Job:
    with Session(site.database.writes) as session:
        return session.scalars(select(Job)).one()


def later(hours: int = 1) -> datetime:
    return datetime.now(UTC) + hours * HOUR


def pages(site: ScratchSite) -> list[str]:
    with site.request() as request:
        rows = request.catalog().visible().of_type("pages.page").rows(100)
        return [row.title for row in rows]


def test_a_job_is_pushed_after_the_commit_and_done_as_its_person(
    site: ScratchSite, queue: Pushed, declare: Callable[..., None]
) -> None:
    declare(add_page)
    uid = start(site, title="From a job")
    assert queue.uids == []
    deliver_due(site.registry, later())
    assert queue.uids == [uid]
    run_job(site.registry, uid)
    found = job(site)
    assert (found.state, found.message, found.done, found.total) == (
        FINISHED, "A page was made.", 1, 1,
    )  # fmt: skip
    with site.request() as request:
        page = find_at(request, "/from-a-job")
        assert page is not None
        owner = page.owner_id
    assert owner == site.account("editor").id
    run_job(site.registry, uid)
    assert pages(site) == ["From a job"], "a message that comes twice does nothing"


def test_an_aborted_transaction_starts_nothing(
    site: ScratchSite, queue: Pushed, declare: Callable[..., None]
) -> None:
    declare(add_page)
    with pytest.raises(ZeroDivisionError), site.request("editor") as request:
        start_job(request, "test.do", {"title": "Never"})
        raise ZeroDivisionError
    assert deliver_due(site.registry, later()) == 0
    assert queue.uids == []


def test_case_134_rights_are_those_of_the_moment_the_job_runs(
    site: ScratchSite, queue: Pushed, declare: Callable[..., None]
) -> None:
    declare(add_page)
    uid = start(site, title="Not allowed")
    with Session(site.database.writes) as session, session.begin():
        session.execute(update(Account).where(Account.login == "editor").values(role="reader"))
    run_job(site.registry, uid)
    assert job(site).state == FAILED
    assert "create" in (job(site).message or "")
    assert pages(site) == []


def test_case_009_a_suspended_person_s_job_is_refused(
    site: ScratchSite, queue: Pushed, declare: Callable[..., None]
) -> None:
    declare(add_page)
    uid = start(site, title="Suspended")
    with Session(site.database.writes) as session, session.begin():
        session.execute(update(Account).where(Account.login == "editor").values(suspended=True))
    run_job(site.registry, uid)
    assert (job(site).state, pages(site)) == (FAILED, [])
    assert "log in" in (job(site).message or "")


def test_case_237_a_poisonous_job_fails_after_three_attempts_and_can_be_retried(
    site: ScratchSite, queue: Pushed, declare: Callable[..., None]
) -> None:
    attempts: list[str] = []

    def poison(request: Any, work: Work) -> str:
        add_page(request, work)
        attempts.append(work.uid)
        raise ValueError("bad luck")

    declare(poison)
    uid = start(site, title="Half done")
    for hour in range(5):
        run_job(site.registry, uid, later(hour))
    assert (len(attempts), job(site).state, pages(site)) == (3, FAILED, [])
    assert "ValueError" in (job(site).message or "")
    declare(add_page)
    with site.request("admin") as request:
        assert retry_job(request, uid)
    run_job(site.registry, uid)
    assert (job(site).state, pages(site)) == (FINISHED, ["Half done"])
    with site.request("admin") as request:
        assert not retry_job(request, uid)


def test_a_refusal_is_not_tried_again(
    site: ScratchSite, queue: Pushed, declare: Callable[..., None]
) -> None:
    def refuse(_request: Any, _work: Work) -> None:
        raise Refused("The shop is closed.")

    declare(refuse)
    run_job(site.registry, start(site))
    found = job(site)
    assert (found.state, found.attempts, found.message) == (FAILED, 1, "The shop is closed.")


def test_case_237_a_job_whose_worker_was_killed_is_done_again_and_once(
    site: ScratchSite, queue: Pushed, declare: Callable[..., None]
) -> None:
    killed: list[int] = []

    def die_once(request: Any, work: Work) -> str:
        answer = add_page(request, work)
        if not killed:
            killed.append(1)
            raise KeyboardInterrupt
        return answer

    declare(die_once)
    uid = start(site, title="Once")
    with pytest.raises(KeyboardInterrupt):
        run_job(site.registry, uid)
    assert (job(site).state, pages(site)) == (RUNNING, [])
    watch(site.registry, datetime.now(UTC))
    assert queue.uids == [], "a worker that has just taken its job is left alone"
    watch(site.registry, later())
    assert (queue.uids, job(site).state) == ([uid], WAITING)
    run_job(site.registry, uid, later(2))
    assert (job(site).state, pages(site)) == (FINISHED, ["Once"])


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.postgres
def test_a_job_that_runs_for_long_is_not_taken_for_abandoned(
    site: ScratchSite, queue: Pushed, declare: Callable[..., None]
) -> None:
    def look_while_running(_request: Any, _work: Work) -> None:
        watch(site.registry, later())

    declare(look_while_running)
    run_job(site.registry, start(site))
    assert (job(site).state, job(site).attempts, queue.uids) == (FINISHED, 1, [])


def test_what_the_queue_has_lost_is_pushed_again(
    site: ScratchSite, queue: Pushed, declare: Callable[..., None]
) -> None:
    declare(add_page)
    uid = start(site, title="Lost")
    watch(site.registry, later())
    assert queue.uids == [uid]


def test_case_238_two_schedulers_do_each_periodic_thing_once_and_catch_up(
    site: ScratchSite, queue: Pushed
) -> None:
    done: list[bool] = []
    item = Periodic("test.tick", lambda request: done.append(request.is_system), HOUR)
    periodic = site.registry[Jobs].periodic
    periodic[item.name] = item
    try:
        for hours, so_far in ((0, 1), (0, 1), (1, 2), (4, 3), (4, 3)):
            do_due(site.registry, later(hours))
            do_due(site.registry, later(hours))
            assert len(done) == so_far
        assert all(done)
    finally:
        del periodic[item.name]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_real_queue_carries_a_job_and_refuses_what_it_has_not_signed(
    make_site: Callable[..., ScratchSite], tmp_path: Path
) -> None:
    site = make_site({"mastaba.jobs.queue": f"sqlite:///{tmp_path}/queue.sqlite"})
    site.registry[Jobs].by_name["test.do"] = add_page
    uid = start(site, title="Through huey")
    deliver_due(site.registry, later())
    queue = site.registry[Queue]
    huey = queue.huey
    queue.note(uid, 3, 9)
    assert queue.noted(uid) == (3, 9)
    huey.execute(huey.dequeue())
    assert (job(site).state, pages(site)) == (FINISHED, ["Through huey"])
    assert queue.noted(uid) is None
    huey.storage.enqueue(b"0" * 64 + b'{"value": 1}')
    with pytest.raises(ValueError, match="not signed"):
        huey.dequeue()
    huey.storage.close()


def test_the_queue_lies_beside_the_database(site: ScratchSite) -> None:
    url = beside(site.database.url)
    assert url == site.database.url or str(url).endswith(".jobs.sqlite")


def test_forbidden_is_a_refusal(site: ScratchSite) -> None:
    assert issubclass(HTTPForbidden, site.registry[Jobs].refusals)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_workers_of_a_server_do_what_is_pushed_and_stop(
    make_site: Callable[..., ScratchSite], tmp_path: Path
) -> None:
    site = make_site({"mastaba.jobs.queue": f"sqlite:///{tmp_path}/queue.sqlite"})
    called = threading.Event()
    site.registry[Jobs].by_name["test.do"] = lambda _request, _work: called.set()
    with working(site.registry, workers=1, seconds=20):
        start(site)
        deliver_due(site.registry, later())
        assert called.wait(timeout=20)
    assert job(site).state == FINISHED, "leaving waits for the job under way"
    with working(site.registry, workers=0, seconds=0):
        start(site)


@pytest.mark.parametrize(
    ("queue", "problem"),
    [("/tmp/queue", "no address"), ("mysql://localhost/x", "no address"), ("redis://", None)],
)
def test_an_address_of_a_queue_is_checked(queue: str, problem: str | None) -> None:
    if problem is None:
        assert JobSettings(queue=queue).queue == queue
        return
    with pytest.raises(ValidationError, match=problem):
        JobSettings(queue=queue)
