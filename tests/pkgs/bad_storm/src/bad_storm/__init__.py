"""A plugin whose pieces of pages send one statement after the other, and a wrong one."""

from contextlib import suppress
from typing import Any

from sqlalchemy import text

from mastaba.api import Group, Plugin, field

plugin = Plugin("bad_storm", title="Storms", requires=("pages",))
MANY = 10_000


class Label(Group):
    """What the block asks for."""

    label: str = field(label="Label", default="A label")


def item(_context: Any, request: Any) -> str:
    """Ask the same, again and again."""
    for _ in range(MANY):
        request.db.execute(text("SELECT 1"))
    return "The storm is over"


def data(request: Any, _values: Any) -> dict[str, Any]:
    """The same for the block, which takes no refusal for an answer."""
    for _ in range(MANY):
        with suppress(Exception):
            request.db.execute(text("SELECT 1"))
    return {}


def unknown_table(_context: Any, request: Any) -> str:
    """After this, PostgreSQL answers nothing more in the same transaction."""
    with suppress(Exception):
        request.db.execute(text("SELECT * FROM bad_storm_nothing"))
    return "Nobody noticed"


def includeme(config: Any) -> None:
    """Put it round every page."""
    config.add_templates("bad_storm", "bad_storm:templates")
    config.add_slot_item("site.before_content", "bad_storm.table", view=unknown_table)
    config.add_slot_item("site.after_content", "bad_storm.item", view=item)
    config.add_block(
        "bad_storm.block", Label, title="Storms", renderer="bad_storm/block.jinja2", data=data
    )
