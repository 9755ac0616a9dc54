"""Table of contents: links to the headings of the text that it stands in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String

from mastaba.fields import Choice, Group, field

DEPTHS = {"2": "Main headings", "3": "With those below", "4": "Three levels"}


class Contents(Group):
    """The form of a table of contents."""

    title: str | None = field(String(120), label="Heading", help="Without one: On this page.")
    depth: Choice = field(label="Headings", choices=DEPTHS, default="3")


def includeme(config: Any) -> None:
    """Declare it."""
    config.add_block(
        "core.contents",
        Contents,
        title="Table of contents",
        icon="list",
        description="Links to the headings of this text.",
        renderer="blocks/contents.jinja2",
        headings=True,
    )
