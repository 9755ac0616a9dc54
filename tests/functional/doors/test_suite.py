"""The suite that a plugin subclasses: it finds a hole, and is content where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mastaba.testing import DoorSuite, Rehearsal, ScratchSite
from tests.functional.plugins.test_loading import install

PLUGIN = """
from mastaba.api import Node, Plugin
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import select

plugin = Plugin({name!r}, title="A list")

def latest(request):
    titles = {titles}
    return Response("\\n".join(titles), content_type="text/plain", charset="utf-8")

def peek(context, request):
    return Response(context.title, charset="utf-8")

def includeme(config):
    config.add_view(latest, name="latest", permission="view", shows="list")
    config.add_view(peek, name="peek", context=Node, {peek})
"""
GUARDED = {
    "titles": "[row.title for row in request.catalog().visible().latest().rows(500)]",
    "peek": 'permission="view"',
}
LEAKY = {
    "titles": "request.db.scalars(select(Node.title))",
    "peek": 'permission=NO_PERMISSION_REQUIRED, shows="nothing"',
}


class Tight(DoorSuite):
    plugins = ("tight", "pages")


class Leaky(DoorSuite):
    plugins = ("leaky", "pages")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which distributions count as installed."""
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name in ("plugin_tight", "plugin_leaky")]:
        del sys.modules[name]


def problems(suite: type[DoorSuite], test: Callable[[DoorSuite], None]) -> str:
    """What one test of a suite says; "" when it passes."""
    try:
        test(suite())
    except AssertionError as error:
        return str(error)
    return ""


@pytest.fixture(params=[Tight, Leaky])
def suite(path: Path, request: pytest.FixtureRequest) -> Iterator[type[DoorSuite]]:
    chosen: type[DoorSuite] = request.param
    name, parts = chosen.plugins[0], GUARDED if chosen is Tight else LEAKY
    install(path, name, raw=PLUGIN.format(name=name, **parts))
    chosen.setup_class()
    yield chosen
    chosen.teardown_class()


def test_a_hole_of_a_plugin_is_found_and_named(suite: type[DoorSuite]) -> None:
    swept = problems(suite, suite.test_every_door_opens_exactly_where_it_may)
    crawled = problems(suite, suite.test_a_visitor_meets_nothing_hidden)
    if suite is Tight:
        assert (swept, crawled) == ("", "")
        return
    for door in ("/@@peek (plugin_leaky:peek)", "/@@latest (plugin_leaky:latest)"):
        lines = [line for line in swept.splitlines() if door in line]
        assert any("as visitor" in line and "tells the title of" in line for line in lines)
    assert "sweep-control" not in swept + crawled
    assert "@@latest tells title" in crawled


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_sweep_that_misses_a_control_says_so(
    make_site: Callable[..., ScratchSite], monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal = Rehearsal(make_site())
    assert rehearsal.sweep(owners=()).holes == []
    monkeypatch.setattr("mastaba.testing.judge.Judge.wrong", lambda *_rest: ())
    blind = rehearsal.sweep(owners=()).holes
    assert {hole.door for hole in blind} == {"control tells", "control lists", "control writes"}
