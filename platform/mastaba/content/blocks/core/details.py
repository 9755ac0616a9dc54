"""Details: a part of a text that opens when it is asked for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String

from mastaba.fields import Group, field


class Details(Group):
    """The form of a part that opens."""

    summary: str = field(
        String(200), label="Line to click", help="Says what readers find when they open it."
    )
    opened: bool = field(label="Open from the start", default=False)


def includeme(config: Any) -> None:
    """Declare it."""
    config.add_block(
        "core.details",
        Details,
        title="Details",
        icon="chevron-right",
        description="A part that readers open with a click.",
        renderer="blocks/details.jinja2",
        content="block+",
    )
