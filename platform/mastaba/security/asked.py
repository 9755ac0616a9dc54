"""Permissions that something asks for beside views: are they declared?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mastaba.plugins.ledger import Entry, ledger_of
from mastaba.plugins.problems import nearest
from mastaba.security.roles import Roles

ASKING = ("permission", "create", "manage")  # of an item of a slot, and of records


def check_asked(registry: Any) -> Iterator[str]:
    """A misspelt one is granted to nobody but administrators, and nobody is told."""
    declared = registry[Roles].permissions
    for entry in ledger_of(registry).entries:
        for name in sorted(set(_asked(entry)) - set(declared)):
            hint = nearest(name, declared, "Declare it: config.declare_permission.")
            yield (
                f"The {entry.kind} {entry.id} at {entry.place} asks for the permission {name!r}, "
                f"which nobody declares. {hint}"
            )


def _asked(entry: Entry) -> Iterator[str]:
    for fact in entry.facts.values() if entry.won else ():
        found = (getattr(fact, name, None) for name in ASKING)
        yield from (name for name in found if isinstance(name, str) and name)
