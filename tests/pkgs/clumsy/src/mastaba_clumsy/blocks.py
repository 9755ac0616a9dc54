"""Blocks that break their promises."""

from typing import Any

from sqlalchemy import select

from mastaba.api import Group, Node, field


class Heading(Group):
    """What both are told."""

    title: str = field(label="Title", default="Titles")


def every_title(request: Any, _values: Any) -> dict[str, Any]:
    """Tells drafts, and asks for each."""
    ids = request.db.scalars(select(Node.id)).all()
    titles = (request.db.scalar(select(Node.title).where(Node.id == key)) for key in ids)
    return {"titles": list(titles)}


def broken(_request: Any, _values: Any) -> dict[str, Any]:
    """Fails each time."""
    raise RuntimeError("nine white herons")


def includeme(config: Any) -> None:
    """Register them."""
    for name, data in (("titles", every_title), ("broken", broken)):
        config.add_block(
            f"clumsy.{name}", Heading, title=name, renderer="clumsy/titles.jinja2", data=data
        )
