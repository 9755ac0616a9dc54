"""A plugin whose pieces of pages raise."""

from typing import Any, NoReturn

from mastaba.api import Group, Plugin, field

plugin = Plugin("bad_raise", title="Raises", requires=("pages",))


class Label(Group):
    """What the block asks for."""

    label: str = field(label="Label", default="A label")


def fail(*_given: Any) -> NoReturn:
    """The mistake."""
    raise RuntimeError("a secret detail")


def includeme(config: Any) -> None:
    """Put it everywhere."""
    config.add_templates("bad_raise", "bad_raise:templates")
    config.add_slot_item("site.head", "bad_raise.head", view=fail)
    config.add_slot_item("site.after_content", "bad_raise.item", view=fail)
    config.add_slot_item("admin.dashboard", "bad_raise.panel", view=fail)
    config.add_slot_item(
        "admin.tools", "bad_raise.tool", title="Raising tool", url="/admin/-/raising", count=fail
    )
    config.add_slot_item("admin.tabs", "bad_raise.tab", title="Raising tab", url=fail)
    config.add_outbox_subscriber("content.published", fail, name="bad_raise.listener")
    config.add_block(
        "bad_raise.block", Label, title="Raises", renderer="bad_raise/block.jinja2", data=fail
    )
