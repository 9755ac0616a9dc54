"""Every door of all shipped plugins as ten people (cases 094, 104, 105), and the page of doors."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from mastaba.doors import doors_of
from mastaba.doors.markdown import markdown
from mastaba.testing import DoorSuite
from tests.support import databases, reuse

PLUGINS = ("pages", "media", "comments")


class TestDoors(DoorSuite):
    """As any plugin that requires these writes it: what files need is known (`sample`)."""

    plugins = PLUGINS
    settings: ClassVar[dict[str, str]] = {"mastaba.comments.types": "pages.page pages.section"}


def test_the_page_lists_the_doors_of_what_is_shipped(tmp_path: Path) -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "doors.md"
    stale = "run: mastaba doors --markdown docs/doors.md"
    chosen = {"mastaba.plugins": " ".join(PLUGINS), "mastaba.media.folder": str(tmp_path)}
    site = reuse.borrow(databases.renewed("sqlite", chosen["mastaba.plugins"]), chosen)
    try:
        assert page.read_text(encoding="utf-8") == markdown(doors_of(site.config)), stale
    finally:
        reuse.give_back(site)
