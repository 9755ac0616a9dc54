"""Columns: parts of a text side by side, one below the other on narrow screens."""

from __future__ import annotations

from typing import Any

from mastaba.fields import Choice, Group, field

SHAPES = {"equal": "Equal", "first": "The first is wider", "last": "The last is wider"}


class Columns(Group):
    """The form of a row of columns."""

    shape: Choice = field(label="Widths", choices=SHAPES, default="equal")


class Column(Group):
    """A column has no form, only what stands in it."""


def includeme(config: Any) -> None:
    """Declare the row and what it is made of."""
    config.add_block(
        "core.columns",
        Columns,
        title="Columns",
        icon="columns-2",
        description="Two to four columns side by side.",
        renderer="blocks/columns.jinja2",
        children=("core.column",),
        at_least=2,
        at_most=4,
    )
    config.add_block(
        "core.column",
        Column,
        title="Column",
        icon="columns-2",
        renderer="blocks/column.jinja2",
        content="block+",
        inside=("core.columns",),
    )
