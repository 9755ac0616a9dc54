"""Checks: what every owner can say about the health of an install, for `mastaba check`.

A room or plugin declares one in its `includeme`:

    config.declare_check("tree", "Tree is consistent", check_tree, repair=repair_tree)

A check takes the registry and yields one sentence for each thing that is wrong; it must not
change anything. `repair`, if there is one, puts right what the check finds. What takes long, such
as reading every stored file, is `deep`: it is done by `mastaba check --deep` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from mastaba.declaring import declare

Finder = Callable[[Any], Iterable[str]]
Repair = Callable[[Any], None]


@dataclass(frozen=True)
class Check:
    """One declared check."""

    name: str
    title: str
    find: Finder
    repair: Repair | None = None
    deep: bool = False


@dataclass
class Checks:
    """The declared checks by name, in the order of declaration."""

    by_name: dict[str, Check] = field(default_factory=dict)


def declare_check(
    config: Any,
    name: str,
    title: str,
    find: Finder,
    *,
    repair: Repair | None = None,
    deep: bool = False,
) -> None:
    """Declare a check; `title` is its line in the report. A `deep` one is done when asked for."""
    check = Check(name, title, find, repair, deep)

    def register() -> None:
        config.registry[Checks].by_name[name] = check

    declare(config, "check", name, register, title=title, check=check)


def includeme(config: Any) -> None:
    """Add the directive `declare_check`."""
    config.registry[Checks] = Checks()
    config.add_directive("declare_check", declare_check)
