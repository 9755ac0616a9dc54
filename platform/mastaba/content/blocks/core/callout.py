"""A callout: a part of a text that readers should not miss."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String

from mastaba.fields import Choice, Group, field

KINDS = {"note": "Note", "tip": "Tip", "warning": "Warning", "danger": "Danger"}


class Callout(Group):
    """The form of a callout."""

    kind: Choice = field(label="Kind", choices=KINDS, default="note")
    title: str | None = field(
        String(120), label="Heading", help="Without one, the kind is written above it."
    )


def includeme(config: Any) -> None:
    """Declare it."""
    config.add_block(
        "core.callout",
        Callout,
        title="Callout",
        icon="info",
        description="A note, tip or warning that stands out.",
        renderer="blocks/callout.jinja2",
        content="block+",
    )
