"""Texts of nodes as HTML."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from jinja2 import Environment

from mastaba.content.blocks.registry import Blocks
from mastaba.content.body import RenderedBodies
from mastaba.rendering import Themes


def test_a_text_that_was_left_out_shows_nothing() -> None:
    """As in `intro: Mapped[RichText | None]`."""
    node: Any = SimpleNamespace(uid="u", version=1, modified=None, intro=None)
    registry = {Blocks: Blocks(), Themes: Themes(), Environment: Environment(autoescape=True)}
    request = SimpleNamespace(registry=registry)
    assert RenderedBodies().get(request, node, "intro").html({}) == ""
