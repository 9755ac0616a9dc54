"""Every door of the plugin as ten people, on files in every state (cases 094, 104, 105)."""

from __future__ import annotations

from pathlib import Path

import pytest

from mastaba.doors import doors_of
from mastaba.doors.markdown import markdown
from mastaba.testing import DoorSuite, ScratchSite


class TestDoors(DoorSuite):
    """As any plugin that requires media writes it: what files need is known (`sample`)."""

    plugins = ("pages", "media")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_page_lists_the_doors_of_what_is_shipped(site: ScratchSite) -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "doors.md"
    stale = "run: mastaba doors --markdown docs/doors.md"
    assert page.read_text(encoding="utf-8") == markdown(doors_of(site.config)), stale
