"""A plugin whose pieces of pages wait for something slow."""

from time import sleep
from typing import Any

from mastaba.api import Group, Plugin, field

plugin = Plugin("bad_sleep", title="Sleeps", requires=("pages",))
SECONDS = 30


class Label(Group):
    """What the block asks for."""

    label: str = field(label="Label", default="A label")


def item(_context: Any, _request: Any) -> str:
    """Half a minute later."""
    sleep(SECONDS)
    return "Slept well"


def data(_request: Any, _values: Any) -> dict[str, Any]:
    """The same for the block."""
    sleep(SECONDS)
    return {}


def includeme(config: Any) -> None:
    """Put it below every page."""
    config.add_templates("bad_sleep", "bad_sleep:templates")
    config.add_slot_item("site.after_content", "bad_sleep.item", view=item)
    config.add_block(
        "bad_sleep.block", Label, title="Sleeps", renderer="bad_sleep/block.jinja2", data=data
    )
