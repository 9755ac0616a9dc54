"""Everything that can be wrong with a plugin: one sentence each, made in one place.

A sentence says which plugin, what was found and where, and what to do. To add a failure, add a
`Kind` to the catalogue, raise `PluginError([fault("its-code", plugin, ...)])`, and add a
distribution that fails so to `tests/pkgs/`; `docs/reference/errors.md` is written from what these
really say (`scripts/errors_page.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from pyramid.exceptions import ConfigurationError

from mastaba.plugins.catalogue import CATALOGUE

LONGEST = 300  # characters of somebody else's message


@dataclass(frozen=True)
class Problem:
    """One sentence, and the plugins to leave out for it to go away; none: nothing helps."""

    code: str
    text: str
    plugins: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


class PluginError(ConfigurationError):  # type: ignore[misc] # Pyramid is untyped
    """One or more plugins cannot be loaded; one sentence per problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


def problem(code: str, plugins: tuple[str, ...] = (), /, **facts: object) -> Problem:
    """The sentence of the catalogue for `code`, filled with `facts`."""
    return Problem(code, CATALOGUE[code].sentence.format(**facts), plugins)


def fault(code: str, plugin: str, /, **facts: object) -> Problem:
    """The same about one plugin, which is a fact too."""
    return problem(code, (plugin,), plugin=plugin, **facts)


def one_line(error: BaseException) -> str:
    """Type and message of an exception, in one line and not too long."""
    text = " ".join(str(error).split()).rstrip(".")
    text = f"{text[:LONGEST]}…" if len(text) > LONGEST else text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """A question for a misspelt name, else `otherwise`."""
    near = get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else otherwise
