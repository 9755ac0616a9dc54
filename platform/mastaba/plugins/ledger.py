"""The ledger: who declared what in which layer, and what was overridden.

Pyramid's introspector forgets what a later layer replaced; `mastaba plugins who` must not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mastaba.declaring import PREFIX
from mastaba.plugins.places import place_of_action

CORE, PLUGINS, OVERRIDES, SITE = LAYERS = ("core", "plugins", "overrides", "site")


@dataclass(frozen=True)
class Entry:
    """One action of a directive.

    `kind` and `id` are what people say ("content type", "pages.page"), `layer` is one of
    `LAYERS`, `owner` the name of a plugin, "core" or the site's package, `place` "file:line".
    Of those with one discriminator one has `won`; None as discriminator never competes.
    `facts` are those of the directive (Pyramid's introspectable).
    """

    discriminator: Any
    kind: str
    id: str
    title: str
    layer: str
    owner: str
    place: str
    won: bool
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


class Ledger:
    """Every entry of an application, in the order of the layers; lives on the registry."""

    def __init__(self) -> None:
        self.layer = CORE
        self.gathering = False  # while plugins declare: none of them may commit
        self.packages: dict[str, str] = {}  # of whose includes: package -> owner
        self._entries: list[Entry] = []
        self._winners: dict[Any, int] = {}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, winners and overridden."""
        return tuple(self._entries)

    def winner(self, discriminator: Any) -> Entry | None:
        """What holds this discriminator now."""
        at = self._winners.get(discriminator)
        return None if at is None else self._entries[at]

    def entry(self, action: Mapping[str, Any], won: bool = False) -> Entry:
        """An action in the current layer as an entry, which is not entered yet."""
        kind, id, title, facts = _names(action["discriminator"], action["introspectables"])
        owner = self.owner_of(action["includepath"])
        where = place_of_action(action["info"])
        return Entry(
            action["discriminator"], kind, id, title, self.layer, owner, where, won, facts
        )

    def enter(self, actions: Iterable[Mapping[str, Any]], executed: Sequence[Any]) -> None:
        """Add what a commit did: all its actions, and those that were carried out."""
        done = {id(action) for action in executed}
        for action in actions:
            self._add(self.entry(action, won=id(action) in done))

    def owner_of(self, includepath: Iterable[str]) -> str:
        """Whose include this is: the innermost package of a plugin, else the core or the site."""
        if self.layer == CORE:
            return CORE
        for spec in reversed(tuple(includepath)):
            module = f"{spec.partition(':')[0]}."
            for package, owner in self.packages.items():
                if module.startswith(f"{package}."):
                    return owner
        return self.layer

    def package_of(self, owner: str) -> str:
        """The package of a plugin, or the site's."""
        return next(package for package, name in self.packages.items() if name == owner)

    def _add(self, entry: Entry) -> None:
        if entry.won and entry.discriminator is not None:
            before = self._winners.get(entry.discriminator)
            if before is not None:
                self._entries[before] = replace(self._entries[before], won=False)
            self._winners[entry.discriminator] = len(self._entries)
        self._entries.append(entry)


def ledger_of(registry: Any) -> Ledger:
    """The registry's ledger, made at first use."""
    found: Ledger = registry.setdefault(Ledger, Ledger())
    return found


def _names(discriminator: Any, introspectables: Sequence[Any]) -> tuple[str, str, str, Any]:
    """Kind, id and title for people, and the facts."""
    shown = introspectables[0] if introspectables else {}
    title = str(getattr(shown, "title", "") or "")
    first, *rest = discriminator if isinstance(discriminator, tuple) else (discriminator,)
    if isinstance(first, str) and first.startswith(PREFIX):
        id = ".".join(map(str, rest))
        return first.removeprefix(PREFIX), id, title or id, shown
    kind = str(getattr(shown, "type_name", "") or _word(first) or "action")
    id = shown.get("name") or "" if kind == "view" else " ".join(filter(None, map(_word, rest)))
    return kind, id, kind if " object at 0x" in title else title or kind, shown


def _word(value: Any) -> str:
    """What can be read, and is the same in every process."""
    return value if isinstance(value, str) else str(getattr(value, "__name__", ""))
