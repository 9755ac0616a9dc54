"""How a name of the promise leaves: for one minor version it still works, and warns who uses it.

A name of `mastaba.api` that is going is taken out of it and put into `RENAMED`. A function keeps
its name and gets `@deprecated`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class MastabaDeprecation(DeprecationWarning):
    """A plugin uses what the next minor version of `mastaba.api` does not have."""


@dataclass(frozen=True)
class Renamed:
    """An old name: what it stands for, since which version it warns, and when it goes."""

    now: str
    since: str
    goes: str

    def sentence(self, name: str) -> str:
        return f"{name} is called {self.now} since {self.since} and goes with {self.goes}."


RENAMED: Mapping[str, Renamed] = {}


def old_name(
    module: str, name: str, names: Mapping[str, Any], table: Mapping[str, Renamed]
) -> Any:
    """What an old `name` of a module stands for, with a warning. Raises `AttributeError`."""
    renamed = table.get(name)
    if renamed is None:
        raise AttributeError(f"{module} has no {name!r}; see docs/reference/api.md.")
    warnings.warn(renamed.sentence(f"{module}.{name}"), MastabaDeprecation, stacklevel=3)
    return names[renamed.now]


def deprecated(since: str, goes: str, instead: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as leaving: it works, and each call warns its caller."""

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        text = f"{function.__name__} warns since {since} and goes with {goes}; use {instead}."

        @wraps(function)
        def called(*args: P.args, **options: P.kwargs) -> R:
            warnings.warn(text, MastabaDeprecation, stacklevel=2)
            return function(*args, **options)

        return called

    return mark
