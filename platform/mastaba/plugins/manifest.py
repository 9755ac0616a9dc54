"""The manifest of a plugin."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from mastaba.plugins.places import place

API_VERSION = "0.1"


@dataclass(frozen=True)
class Plugin:
    """What a plugin says of itself; the value of its entry point in `mastaba.plugins`.

    `name` is the entry point's name: ini key, id prefix, table prefix. `requires` and `after`
    name other plugins (`requires` may carry a version: `pages>=1.0`), `conflicts` those it cannot
    run beside, `api` the versions of `mastaba.api` it was written for, such as `>=0.1,<1`.
    A site must never run without a `critical` one: its failure always stops the start. `extra`
    names the extra of its distribution that it needs (`pip install 'shop[pdf]'`), `outside` is a
    sentence for whoever takes it out: what it keeps that is not in the database.

    The rest is found by convention and named only when it is different, as a module (".web" is
    one of the plugin's own): `includeme` is the package, the others are its `models`, `settings`,
    `migrations`, `overrides` and `demo`.
    """

    name: str
    title: str
    requires: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    api: str = ""
    critical: bool = False
    extra: str = ""
    outside: str = ""
    includeme: str = ""
    models: str = ""
    settings: str = ""
    migrations: str = ""
    overrides: str = ""
    demo: str = ""
    place: str = field(init=False, compare=False, repr=False, default="")

    def __post_init__(self) -> None:
        for name in ("requires", "after", "conflicts"):
            if isinstance(one := getattr(self, name), str):  # would be read as its letters
                object.__setattr__(self, name, (one,))
        caller = sys._getframe(2)  # behind the generated __init__
        object.__setattr__(self, "place", place(caller.f_code.co_filename, caller.f_lineno))

    def module(self, package: str, part: str) -> str:
        """Full name of the module that is the plugin's `part`, such as "models"."""
        named: str = getattr(self, part) or ("" if part == "includeme" else f".{part}")
        return f"{package}{named}" if named.startswith(".") or not named else named
