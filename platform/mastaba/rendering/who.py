"""Who stands behind a name: the winner and what it overrides, from ledger and templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from mastaba.plugins.ledger import Entry, ledger_of
from mastaba.rendering.templates import SUFFIX, Templates, themes_of
from mastaba.rendering.theme import Themes

VIEW = "view"
INNER = "slot order"  # how a directive does its work; the item itself is listed


@dataclass(frozen=True)
class Claim:
    """One claimant of a name. `place` is file and line; of several, one has `won`.

    `under` names the theme for which this holds, where it is about a template.
    """

    kind: str
    name: str
    title: str
    owner: str
    layer: str
    place: str
    won: bool
    under: str = ""


def contributed(registry: Any, owner: str) -> list[Claim]:
    """Everything that a plugin declares, by kind, in the order it declared it."""
    entries = ledger_of(registry).entries
    own = [entry for entry in entries if entry.owner == owner and entry.kind != INNER]
    return [_claim(entry) for entry in sorted(own, key=lambda entry: entry.kind)]


def who(registry: Any, name: str) -> list[Claim]:
    """Claimants of an id, a view (`@@edit`, `edit`, its function) or a template.

    Of an item, the slot may be left out: `core.trash` is `admin.tools core.trash`.
    """
    if name.endswith(SUFFIX):
        return list(_templates(registry, name))
    wanted = {name, name.removeprefix("@@")}
    found = [entry for entry in ledger_of(registry).entries if not wanted.isdisjoint(_ids(entry))]
    return [
        _claim(entry) for entry in sorted(found, key=lambda entry: (entry.kind, not entry.won))
    ]


def nearest(registry: Any, name: str) -> str:
    """The known name that looks most like it, or an empty text."""
    known = {id for entry in ledger_of(registry).entries for id in _ids(entry)}
    return next(iter(get_close_matches(name, known, n=1)), "")


def _ids(entry: Entry) -> set[str]:
    """Every word by which people ask for an entry."""
    words = {entry.id, *entry.id.split()} if entry.kind.startswith("slot item") else {entry.id}
    return words - {""} | ({_function(entry)} if entry.kind == VIEW else set())


def _templates(registry: Any, name: str) -> Iterator[Claim]:
    templates: Templates = registry[Templates]
    themes: Themes = registry[Themes]
    plain = templates.candidates(name)
    yield from _ranked(name, ((item.place, str(item.path)) for item in plain), "")
    for theme in sorted(themes.by_name):
        dressed = templates.candidates(name, themes_of(registry, theme))
        if dressed != plain:
            yield from _ranked(name, ((i.place, str(i.path)) for i in dressed), theme)


def _ranked(name: str, found: Iterable[tuple[str, str]], theme: str) -> Iterator[Claim]:
    for rank, (owner, path) in enumerate(found):
        yield Claim("template", name, name, owner, "", path, rank == 0, theme)


def _claim(entry: Entry) -> Claim:
    title = _view_title(entry) if entry.kind == VIEW else entry.title
    return Claim(entry.kind, entry.id, title, entry.owner, entry.layer, entry.place, entry.won)


def _view_title(entry: Entry) -> str:
    """Of what, by which function: `Node on the site, mastaba.site.views.welcome`."""
    context = getattr(entry.facts.get("context"), "__name__", "")
    front = entry.facts.get("route_name") or ""
    of = ", ".join(filter(None, (context, front)))
    return f"{_function(entry)} ({of})" if of else _function(entry)


def _function(entry: Entry) -> str:
    return entry.title.removeprefix("function ").removeprefix("method ")
