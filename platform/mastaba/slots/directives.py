"""The directives that declare slots, put items into them and take items out again."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from pyramid.exceptions import ConfigurationError

from mastaba.declaring import declare
from mastaba.fences import owner_of
from mastaba.plugins import Plugins
from mastaba.slots.order import in_order
from mastaba.slots.registry import Count, Item, Slot, Slots, Url, View, When

CORE = ("core", "admin", "site")  # what ids and slots of the core begin with
REMOVING, ORDERING = 1001, 1002  # behind everything else of a layer


def add_slot(config: Any, name: str, *, title: str, description: str, context: str) -> None:
    """Directive: declare a place that others may fill.

    `name` begins with the plugin's name; `description` says where it is, `context` what its items
    are called with, each in a sentence for plugin authors.
    """
    slot = Slot(name, title, description, context)

    def register() -> None:
        config.registry[Slots].declared[name] = slot

    declare(config, "slot", name, register, title=title, slot=slot)


def add_slot_item(
    config: Any,
    slot: str,
    id: str,
    *,
    view: View | None = None,
    renderer: str | None = None,
    permission: str | None = None,
    title: str = "",
    icon: str = "",
    url: Url | None = None,
    before: str | Sequence[str] = (),
    after: str | Sequence[str] = (),
    when: When | None = None,
    count: Count | None = None,
    current: Sequence[str] = (),
) -> None:
    """Directive: put an item into a slot.

    A piece of HTML: `view(context, request)` returns text, Markup, None, or a dict of variables
    for `renderer`; a renderer alone gets the variables of the slot. An entry of a menu: `title`,
    `icon`, `url` (an address, `"@@name"` for a view of the node in the admin, or a function of
    context and request that returns an address or None), `count` (a function of the two that
    returns the number of a badge), `current` (further views of which it is the entry).

    It is shown to those who have `permission` on the context and where `when(context, request)`
    is true; `before` and `after` are ids of other items. Raises `ConfigurationError`.
    """
    item = Item(
        slot, id, view, renderer, permission, title, icon, url, _ids(before), _ids(after), when,
        count, tuple(current),
    )  # fmt: skip
    _check(item)
    slots: Slots = config.registry[Slots]

    def register() -> None:
        slots.items[slot, id] = item

    declare(config, "slot item", f"{slot} {id}", register, title=title or id, item=item)
    _order_later(config, slot, f"{slot} {id}")


def remove_item(config: Any, slot: str, id: str) -> None:
    """Directive: take an item of an earlier layer out of a slot.

    Raises `ConfigurationError` when the slot holds none of this id.
    """
    slots: Slots = config.registry[Slots]

    def register() -> None:
        if slots.items.pop((slot, id), None) is None and not _is_absent(config, id):
            known = [item for place, item in slots.items if place == slot]
            raise ConfigurationError(
                f"remove_item: {slot} holds no item {id!r}; {_hint(id, known)}"
            )

    declare(config, "slot item removal", f"{slot} {id}", register, order=REMOVING)
    _order_later(config, slot, f"{slot} {id} removed")


def _order_later(config: Any, slot: str, key: str) -> None:
    """Sort the slot when everything of this layer is registered."""
    slots: Slots = config.registry[Slots]

    def arrange() -> None:
        if slot not in slots.declared and not _is_absent(config, slot):
            raise ConfigurationError(
                f"There is no slot {slot!r}; {_hint(slot, slots.declared)} A plugin's own is "
                "declared with config.add_slot."
            )
        found = [item for (place, _id), item in slots.items.items() if place == slot]
        slots.ordered[slot] = in_order(found)

    config.action(("mastaba slot order", key), arrange, order=ORDERING)


def _check(item: Item) -> None:
    if not (item.view or item.renderer or item.is_entry):
        raise ConfigurationError(
            f"Slot item {item.id}: it shows nothing; give it a view, a renderer, or a title with "
            "a url."
        )
    if "." not in item.id:
        raise ConfigurationError(
            f"Slot item {item.id}: its id must begin with its plugin's name, such as "
            f"'event.{item.id}'."
        )


def _is_absent(config: Any, id: str) -> bool:
    """Whether this belongs to a plugin that is not enabled: then nobody is missing it."""
    owner, plugins = owner_of(id), config.registry.get(Plugins)
    loaded = {found.plugin.name for found in plugins.loaded} if plugins else set()
    return owner not in CORE and owner not in loaded


def _ids(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _hint(name: str, known: Any) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(known))}."
