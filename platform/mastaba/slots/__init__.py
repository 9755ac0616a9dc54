"""Slots: the places of admin and public pages where the core and plugins put things of theirs.

Lives here: the directives `add_slot`, `add_slot_item` and `remove_item`, the order of the items,
and `slot(...)` and `entries(...)` for templates. Does not live here: any slot or item; the admin
declares its own in `mastaba.admin.slots`, the public layout in `mastaba.site.slots`.

To add a place, call `config.add_slot("event.below_calendar", title=..., description=...,
context=...)` in your `includeme` and write `{{ slot("event.below_calendar") }}` into the template.
To put something there, call `config.add_slot_item("event.below_calendar", "mine.weather",
renderer="mine/weather.jinja2")`. Each item is shown behind a fence (`mastaba.fences`).
What stands beside each entry of a list is a note (`notes.py`), asked for once for the whole list.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from mastaba.slots.directives import add_slot, add_slot_item, remove_item
from mastaba.slots.entries import Entry, entries_of
from mastaba.slots.html import html_of
from mastaba.slots.notes import EntryNotes, add_entry_note, entry_notes
from mastaba.slots.registry import Item, Slot, Slots
from mastaba.slots.template import entries, slot

__all__ = [
    "Entry",
    "EntryNotes",
    "Item",
    "Slot",
    "Slots",
    "add_entry_note",
    "add_slot",
    "add_slot_item",
    "entries_of",
    "entry_notes",
    "html_of",
    "includeme",
    "remove_item",
]
AFTER_RENDERING = 1000  # the environment is made at 999


def includeme(config: Any) -> None:
    """Register the directives and what templates call."""
    config.registry[Slots] = Slots()
    config.registry[EntryNotes] = EntryNotes()
    for directive in (add_slot, add_slot_item, remove_item, add_entry_note):
        config.add_directive(directive.__name__, directive)

    def add_globals() -> None:
        config.registry[Environment].globals.update(slot=slot, entries=entries)

    config.action("mastaba slots in templates", add_globals, order=AFTER_RENDERING)
