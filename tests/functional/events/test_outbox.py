"""The outbox: what is committed is delivered, what is aborted is not, nothing twice at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.events import DeliveryError, Message, claims, deliver_due, emit
from mastaba.events.models import DEAD, DONE, PENDING, Outbox
from mastaba.events.operations import retry
from mastaba.events.record import enqueue
from mastaba.events.relay import Relay, relaying
from mastaba.events.subscribers import Bell, Subscriber, Subscribers
from mastaba.testing import ScratchSite

NOW = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
LATER = timedelta(days=400)


class Told:
    """A subscriber that remembers, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.failures: list[Exception] = []
        self.called = threading.Event()

    def __call__(self, _registry: Any, message: Message) -> None:
        self.messages.append(message)
        self.called.set()
        if self.failures:
            raise self.failures.pop(0)


@pytest.fixture
def told(site: ScratchSite) -> Told:
    told = Told()
    add(site, "test.told", "test.*", told)
    return told


def add(site: ScratchSite, name: str, topic: str, deliver: Any) -> None:
    site.registry[Subscribers].by_name[name] = Subscriber(name, topic, deliver)


def say(site: ScratchSite, topic: str = "test.said", **payload: Any) -> None:
    with site.request() as request:
        emit(request, topic, payload)


def rows(site: ScratchSite) -> list[Outbox]:
    with Session(site.database.writes) as session:
        return list(session.scalars(select(Outbox).order_by(Outbox.id)))


def row(site: ScratchSite) -> Outbox:
    (only,) = rows(site)
    return only


def soon(site: ScratchSite) -> datetime:
    """An instant at which everything that was written so far is due."""
    return max((item.due for item in rows(site)), default=NOW) + timedelta(seconds=1)


def test_a_committed_message_is_delivered_once(site: ScratchSite, told: Told) -> None:
    say(site, number=1)
    assert told.messages == []
    assert deliver_due(site.registry, soon(site)) == 1
    assert deliver_due(site.registry, NOW + LATER) == 0
    assert [m.payload for m in told.messages] == [{"number": 1}]
    assert (row(site).state, row(site).error) == (DONE, None)


def test_an_aborted_message_is_not_delivered(site: ScratchSite, told: Told) -> None:
    with pytest.raises(RuntimeError), site.request() as request:
        emit(request, "test.said", {})
        raise RuntimeError("the operation fails after all")
    assert deliver_due(site.registry, NOW + LATER) == 0
    assert told.messages == []


def test_a_topic_nobody_wants_writes_nothing(site: ScratchSite, told: Told) -> None:
    with site.statements() as sql, site.request() as request:
        emit(request, "other.said", {})
        emit(request, "tests", {})
    assert rows(site) == []
    assert not any("outbox" in statement for statement in sql)


def test_each_subscriber_fails_for_itself(site: ScratchSite, told: Told) -> None:
    other = Told()
    add(site, "test.other", "test.said", other)
    other.failures = [RuntimeError("broken")]
    say(site)
    deliver_due(site.registry, soon(site))
    deliver_due(site.registry, NOW + LATER)
    assert (len(told.messages), len(other.messages)) == (1, 2)
    assert {item.state for item in rows(site)} == {DONE}


def test_messages_come_in_their_order(site: ScratchSite, told: Told) -> None:
    for number in range(5):
        say(site, number=number)
    deliver_due(site.registry, soon(site))
    assert [m.payload["number"] for m in told.messages] == list(range(5))


def test_a_failure_waits_longer_each_time(site: ScratchSite, told: Told) -> None:
    told.failures = [DeliveryError(f"No luck {number}.") for number in range(3)]
    say(site)
    now, waits = soon(site), []
    for _ in range(3):
        assert deliver_due(site.registry, now) == 1
        assert (row(site).state, row(site).error) == (PENDING, f"No luck {len(waits)}.")
        waits.append(row(site).due - now)
        assert deliver_due(site.registry, row(site).due - timedelta(microseconds=1)) == 0
        now = row(site).due
    assert [wait.total_seconds() for wait in waits] == [30, 60, 120]
    deliver_due(site.registry, now)
    assert (row(site).state, row(site).attempts) == (DONE, 4)


def test_what_keeps_failing_is_given_up_visibly(
    make_site: Callable[..., ScratchSite], caplog: pytest.LogCaptureFixture
) -> None:
    site = make_site({"mastaba.outbox.attempts": "2"})
    told = Told()
    add(site, "test.told", "test.*", told)
    told.failures = [RuntimeError("a detail with a password"), DeliveryError("x" * 900)]
    say(site)
    deliver_due(site.registry, soon(site))
    assert row(site).error == "RuntimeError; see the log."
    deliver_due(site.registry, soon(site))
    assert (row(site).state, row(site).error) == (DEAD, "x" * 500)
    assert deliver_due(site.registry, NOW + LATER) == 0
    assert "is given up" in caplog.text


def test_a_final_failure_is_not_tried_again(site: ScratchSite, told: Told) -> None:
    told.failures = [DeliveryError("There is no such address.", final=True)]
    say(site)
    deliver_due(site.registry, soon(site))
    assert (row(site).state, row(site).attempts) == (DEAD, 1)


def test_an_admin_can_try_again(site: ScratchSite, told: Told) -> None:
    told.failures = [DeliveryError("No.", final=True)]
    say(site)
    deliver_due(site.registry, soon(site))
    with site.request() as request:
        assert retry(request, row(site).id)
    assert (row(site).state, row(site).attempts, row(site).error) == (PENDING, 0, None)
    deliver_due(site.registry, soon(site))
    assert row(site).state == DONE
    with site.request() as request:
        assert not retry(request, row(site).id)
        assert not retry(request, 10**15)


def test_a_message_under_way_cannot_be_tried_again(site: ScratchSite, told: Told) -> None:
    say(site)
    claims.claim(site.database, ["test.told"], soon(site))
    with site.request() as request:
        assert not retry(request, row(site).id)


def test_two_processes_never_hold_the_same_message(site: ScratchSite, told: Told) -> None:
    say(site)
    now = soon(site)
    held = claims.claim(site.database, ["test.told"], now)
    assert held is not None
    assert claims.claim(site.database, ["test.told"], now) is None
    assert deliver_due(site.registry, now) == 0


def test_many_claim_at_once_and_each_gets_another(site: ScratchSite, told: Told) -> None:
    for number in range(12):
        say(site, number=number)
    now, start = soon(site), threading.Barrier(4)

    def work() -> None:
        start.wait()
        deliver_due(site.registry, now)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(m.payload["number"] for m in told.messages) == list(range(12))


def test_what_a_killed_process_held_becomes_due_again(site: ScratchSite, told: Told) -> None:
    say(site)
    now = soon(site)
    claims.claim(site.database, ["test.told"], now)  # and then the process is killed
    assert deliver_due(site.registry, now + claims.CLAIM - timedelta(seconds=1)) == 0
    assert deliver_due(site.registry, now + claims.CLAIM) == 1
    assert told.messages[0].attempts == 2


def test_a_lost_claim_cannot_end_the_message(site: ScratchSite, told: Told) -> None:
    say(site)
    now = soon(site)
    slow = claims.claim(site.database, ["test.told"], now)
    claims.claim(site.database, ["test.told"], now + claims.CLAIM)
    assert slow is not None
    claims.finish(site.database, slow[1], now, state=DONE)
    assert row(site).state == PENDING


def test_messages_of_an_absent_plugin_wait_for_it(site: ScratchSite, told: Told) -> None:
    say(site)
    absent = site.registry[Subscribers].by_name.pop("test.told")
    assert deliver_due(site.registry, NOW + LATER) == 0
    site.registry[Subscribers].by_name["test.told"] = absent
    assert deliver_due(site.registry, NOW + LATER) == 1


def test_old_messages_are_deleted_and_waiting_ones_kept(site: ScratchSite, told: Told) -> None:
    say(site, number=1)
    now = soon(site)
    deliver_due(site.registry, now)
    say(site, number=2)
    assert claims.prune(site.database, now) == 0
    assert claims.prune(site.database, now + timedelta(seconds=1)) == 1
    assert row(site).payload == {"number": 2}


@pytest.fixture
def relay(site: ScratchSite, told: Told) -> Iterator[Relay]:
    with relaying(site.registry, 10):
        yield


def test_the_relay_is_woken_by_a_commit(site: ScratchSite, told: Told, relay: None) -> None:
    say(site)
    assert told.called.wait(20)  # the sweep comes after thirty seconds


def test_the_relay_delivers_what_was_left_before_it_started(site: ScratchSite, told: Told) -> None:
    say(site)
    with relaying(site.registry, 10):
        assert told.called.wait(20)


def test_only_a_commit_rings(site: ScratchSite, told: Told) -> None:
    bell = site.registry[Bell]
    with pytest.raises(RuntimeError), site.request() as request:
        emit(request, "test.said", {})
        raise RuntimeError("aborted")
    assert not bell.is_set()
    say(site, "unheard.of")
    assert not bell.is_set()
    with site.request() as request:
        enqueue(request, "test.told", "test.said", {})
        assert not bell.is_set()
    assert bell.is_set()


def test_the_relay_survives_a_database_that_fails(
    site: ScratchSite, told: Told, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    real, calls = claims.claim, []

    def failing(*args: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("the database is away")
        return real(*args)

    monkeypatch.setattr(claims, "claim", failing)
    say(site)
    site.registry[Bell].clear()
    with relaying(site.registry, 10):
        while not told.called.wait(0.01):
            site.registry[Bell].set()
    assert "could not be delivered" in caplog.text
