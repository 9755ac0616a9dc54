"""Fences: what one failure costs the page, and when a thing is left out for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from mastaba.api import create, find_at, publish
from mastaba.fences import Fences, attempt, fenced, fences_of
from mastaba.settings import SettingsError
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

BELOW = "site.after_content"
View = Callable[[Any, Any], Any]


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    site = make_site({"mastaba.fences.strikes": "2"})
    with site.request() as request:
        publish(request, create(request, find_at(request, "/"), Page, {"title": "Page"}))
    fences_of(site.registry).clock = Clock()
    return site


def below(site: ScratchSite, **views: View) -> Fences:
    """Put the views below every page, in this order."""
    for name, view in views.items():
        site.config.add_slot_item(BELOW, f"event.{name}", view=view)
    site.config.commit()
    return fences_of(site.registry)


def ask(request: Any, times: int = 1) -> None:
    for _ in range(times):
        request.db.execute(text("SELECT 1"))


def wrong(request: Any) -> None:
    request.db.execute(text("SELECT * FROM nothing_there"))


def refused(request: Any) -> None:
    request.db.execute(text("UPDATE node SET title = 'Taken'"))


@pytest.mark.parametrize("mistake", [wrong, refused], ids=["unknown table", "write on GET"])
@pytest.mark.parametrize("swallows", [False, True])
def test_after_a_database_error_the_page_is_whole_without_the_item(
    site: ScratchSite, mistake: Callable[[Any], None], swallows: bool
) -> None:
    def first(_page: Any, request: Any) -> str:
        with suppress(SQLAlchemyError if swallows else ()):
            mistake(request)
        return "first was shown"

    def second(page: Any, request: Any) -> str:
        ask(request)
        return f"second of {page.title} was shown"

    tally = below(site, first=first, second=second).tally("event", "slot item event.first")
    answer = site.client().get("/page")
    assert "first was shown" not in answer
    assert "second of Page was shown" in answer
    assert (tally.database, tally.skipped, tally.errors) == (1, 1, 0)


def test_several_items_of_a_broken_plugin_cost_no_page(site: ScratchSite) -> None:
    def broken(_page: Any, request: Any) -> None:
        wrong(request)

    below(site, a=broken, b=broken, c=broken, d=broken)
    answer = site.client().get("/page")
    assert answer.html.h1.text == "Page"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_beyond_its_budget_twice_in_a_row_it_is_left_out_for_a_minute(site: ScratchSite) -> None:
    calls: list[float] = []
    times = [0.6, 0.4, 0.6, 0.6, 0.6]

    def slow(_page: Any, _request: Any) -> str:
        calls.append(times.pop(0))
        clock.now += calls[-1]
        return "shown"

    fences = below(site, slow=slow)
    clock: Any = fences.clock
    visitor = site.client()
    shown = ["shown" in visitor.get("/page") for _ in range(5)]
    assert shown == [True] * 4 + [False], "one call in time began the count anew"
    assert len(calls) == 4
    tally = fences.tally("event", "slot item event.slow")
    assert fences.is_off(tally)
    clock.now += 60
    assert "shown" in visitor.get("/page")
    assert "shown" not in visitor.get("/page"), "it was slow again"


def in_another_thread(site: ScratchSite) -> str:
    """What somebody else is shown at this moment."""
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.append(site.client().get("/page").text))
    thread.start()
    thread.join()
    return seen[0]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("threads", "shown"), [(2, False), (3, True)])
def test_case_210_the_last_thread_of_the_server_waits_for_no_plugin(
    make_site: Callable[..., ScratchSite], threads: int, shown: bool
) -> None:
    site = make_site({"mastaba.server.threads": str(threads)})
    seen: list[str] = []

    def first(_context: Any, request: Any) -> str:
        if not seen:
            seen.append("")
            seen[0] = in_another_thread(site)
        return fenced(request, "other", "block other.block", lambda: "first")

    with site.request() as request:
        publish(request, create(request, find_at(request, "/"), Page, {"title": "Page"}))
    below(site, first=first, second=lambda _page, _request: "second was shown")
    for _ in range(threads):
        assert "second was shown" in site.client().get("/page"), "each gives its seat back"
    assert ("second was shown" in seen[0]) is shown


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_210_what_slept_long_is_left_out_at_once_and_tried_again_by_one(
    site: ScratchSite,
) -> None:
    calls: list[float] = []
    seen: list[str] = []

    def sleeper(_context: Any, _request: Any) -> str:
        calls.append(clock.now)
        if len(calls) == 2:
            seen.append(in_another_thread(site))
        clock.now += 30
        return "slept well"

    fences = below(site, sleeper=sleeper)
    clock: Any = fences.clock
    visitor = site.client()
    assert ["slept well" in visitor.get("/page") for _ in range(3)] == [True, False, False]
    clock.now += 61
    assert "slept well" in visitor.get("/page")
    assert "slept well" not in seen[0], "one is enough to see whether it is mended"
    assert "slept well" not in visitor.get("/page")
    assert len(calls) == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_storm_is_cut_at_once(site: ScratchSite) -> None:
    limit = fences_of(site.registry).statements
    sent: list[int] = []

    def storm(_page: Any, request: Any) -> str:
        for number in range(limit + 5):
            with suppress(Exception):
                ask(request)
                sent.append(number)
        return "shown"

    fences = below(site, storm=storm, calm=lambda _page, request: ask(request, limit) or "calm")
    answer = site.client().get("/page")
    assert "shown" not in answer
    assert "calm" in answer, "each has a budget of its own, the page none"
    assert len(sent) == limit
    assert fences.tally("event", "slot item event.storm").storms == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_fence_within_a_fence_answers_for_itself(site: ScratchSite) -> None:
    def inner(request: Any) -> str:
        clock.now += 0.4
        ask(request, 15)
        return "inner"

    def outer(_page: Any, request: Any) -> str:
        clock.now += 0.4
        ask(request, 15)
        return fenced(request, "other", "block other.block", inner, request) + " in outer"

    fences = below(site, outer=outer)
    clock: Any = fences.clock
    assert "inner in outer" in site.client().get("/page")
    assert [tally.slow + tally.storms for tally in fences.tallies.values()] == [0, 0]
    assert not hasattr(fences.here, "run") or fences.here.run is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_box_names_the_request_that_the_log_tells_of(
    site: ScratchSite, caplog: pytest.LogCaptureFixture
) -> None:
    below(site, bad=lambda _page, request: wrong(request))
    box = site.client("editor").get("/page").html.select_one("[data-fence-failed]").text
    assert "slot item event.bad of the plugin “event”" in box
    record = next(r for r in caplog.records if r.name == "mastaba.fences")
    assert record.getMessage().split("request ")[1].rstrip(")") in box
    assert record.exc_info, "the log has the traceback"
    site.client().get("/page")
    assert sum(bool(r.exc_info) for r in caplog.records if r.name == "mastaba.fences") == 1
    assert "Error" not in box
    assert site.client("reader").get("/page").html.select("[data-fence-failed]") == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_request_that_is_not_tried_again_goes_on(site: ScratchSite) -> None:
    with site.request() as request:
        reason = attempt(request, "event", "block event.block", wrong, request)[1]
        assert reason == "the database refused what it asked"
        assert fenced(request, "event", "block event.other", lambda: "fine") == "fine"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_time_at_all_is_refused(make_site: Callable[..., ScratchSite]) -> None:
    with pytest.raises(SettingsError, match=r"mastaba\.fences\.time is 0s; expected some time"):
        make_site({"mastaba.fences.time": "0s"})
