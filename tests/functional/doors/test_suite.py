"""The suite that a plugin subclasses finds the plugin's holes, and nothing where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mastaba.fields.info import INFO
from mastaba.testing import DoorSuite
from mastaba_pages.models import Page

PLUGIN = """
from mastaba.api import Node, Plugin
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import select

plugin = Plugin("gate", title="Lists with and without a hole")

def text(lines):
    return Response("\\n".join(lines), content_type="text/plain", charset="utf-8")

def guarded(request):
    return text(row.title for row in request.catalog().visible().latest().rows(500))

def leaky(request):
    return text(request.db.scalars(select(Node.title)))

def peek(context, request):
    return text([context.title])

def includeme(config):
    config.add_view(guarded, name="guarded", permission="view", shows="list")
    config.add_view(leaky, name="leaky", permission="view", shows="list")
    config.add_view(peek, name="seen", context=Node, permission="view")
    config.add_view(
        peek, name="peek", context=Node, permission=NO_PERMISSION_REQUIRED, shows="nothing"
    )
"""


SHOWN = "tells the tags of"  # the public view of a page shows them to everybody


class Gate(DoorSuite):
    plugins = ("gate", "pages")


def install(folder: Path, name: str, *, raw: str) -> None:
    """A plugin as an installer would leave it on the path."""
    package = folder / f"plugin_{name}"
    package.mkdir()
    (package / "__init__.py").write_text(raw)
    info = folder / f"plugin_{name}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: plugin-{name}\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(f"[mastaba.plugins]\n{name} = plugin_{name}:plugin\n")


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[DoorSuite]]:
    """The suite of a plugin that counts as installed; tags are for administrators only."""
    spec = Page.__table__.c.tags.info[INFO]
    object.__setattr__(spec, "read", "share")  # frozen: what is derived from it keeps this object
    monkeypatch.syspath_prepend(str(tmp_path))
    install(tmp_path, "gate", raw=PLUGIN)
    Gate.setup_class()
    yield Gate
    Gate.teardown_class()
    del sys.modules["plugin_gate"]
    object.__setattr__(spec, "read", "")


def problems(suite: type[DoorSuite], test: Callable[[DoorSuite], None]) -> list[str]:
    """What one test of a suite says, line by line."""
    with pytest.raises(AssertionError) as raised:
        test(suite())
    return str(raised.value).splitlines()


def test_a_hole_of_a_plugin_is_found_and_named(
    suite: type[DoorSuite], monkeypatch: pytest.MonkeyPatch
) -> None:
    swept = problems(suite, suite.test_every_door_opens_exactly_where_it_may)
    for door in ("/@@peek (plugin_gate:peek)", "/@@leaky (plugin_gate:leaky)"):
        lines = [line for line in swept if door in line and "as visitor" in line]
        assert any("tells the title of" in line for line in lines)
    assert any("pages.views:page) as visitor" in line and SHOWN in line for line in swept)
    known = ("/@@peek", "/@@leaky", SHOWN)
    assert [line for line in swept if not any(text in line for text in known)] == []
    crawled = problems(suite, suite.test_a_visitor_meets_nothing_hidden)
    assert any("/@@leaky tells title" in line for line in crawled)
    assert not any("/@@guarded" in line or "/@@seen" in line for line in crawled)

    monkeypatch.setattr("mastaba.testing.judge.Judge.wrong", lambda *_rest: ())
    blind = problems(suite, suite.test_every_door_opens_exactly_where_it_may)
    assert [line.partition(" as ")[0] for line in blind] == [
        "control lists",
        "control tells",
        "control writes",
    ]
