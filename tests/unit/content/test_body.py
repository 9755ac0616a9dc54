"""Texts of nodes as HTML."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from mastaba.content.body import RenderedBodies


def test_a_text_that_was_left_out_shows_nothing() -> None:
    """As in `intro: Mapped[RichText | None]`."""
    node: Any = SimpleNamespace(uid="u", version=1, modified=None, intro=None)
    assert RenderedBodies().get(node, "intro").html({}) == ""
