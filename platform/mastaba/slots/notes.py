"""Notes on the entries of a list of pages, such as "3 comments": asked once for the whole list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape
from pyramid.exceptions import ConfigurationError

from mastaba.declaring import declare
from mastaba.fences import attempt, owner_of

Notes = Callable[[Any, Sequence[Any]], Mapping[str, Any]]
BETWEEN = Markup(" · ")


@dataclass
class EntryNotes:
    """The functions that write notes, by id, in the order in which they were registered."""

    by_id: dict[str, Notes] = field(default_factory=dict)


def add_entry_note(config: Any, id: str, notes: Notes) -> None:
    """Directive: `notes(request, rows)` returns text or Markup by uid, for those that have any.

    `rows` have `uid`, `path` and `title`; the requester sees them all. `id` begins with the
    plugin's name. Raises `ConfigurationError` where it does not.
    """
    if "." not in id:
        raise ConfigurationError(
            f"add_entry_note: {id!r} must begin with its plugin's name, such as 'event.{id}'."
        )

    def register() -> None:
        config.registry[EntryNotes].by_id[id] = notes

    declare(config, "entry note", id, register, title=id)


def entry_notes(request: Any, rows: Sequence[Any]) -> dict[str, Markup]:
    """The notes of each row by its uid, each behind its fence; nothing is asked where none are."""
    known: EntryNotes = request.registry[EntryNotes]
    if not known.by_id or not rows:
        return {}
    told = [_told(request, id, notes, rows) for id, notes in known.by_id.items()]
    uids = dict.fromkeys(uid for notes in told for uid in notes)
    return {
        uid: BETWEEN.join(escape(notes[uid]) for notes in told if uid in notes) for uid in uids
    }


def _told(request: Any, id: str, notes: Notes, rows: Sequence[Any]) -> Mapping[str, Any]:
    found, _reason = attempt(request, owner_of(id), f"entry note {id}", notes, request, rows)
    return found or {}
