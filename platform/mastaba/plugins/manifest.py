"""The manifest of a plugin."""

from __future__ import annotations

from dataclasses import dataclass


class PluginError(Exception):
    """One or more plugins cannot be loaded; one sentence per problem."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Plugin:
    """What a plugin says of itself; the value of its entry point in `mastaba.plugins`.

    `name` is the entry point's name: ini key, id prefix, table prefix. `requires` and `after`
    name other plugins (`requires` may carry a version: `pages>=1.0`), `api` the versions of
    `mastaba.api` it was written for, such as `>=0.1,<1`.
    """

    name: str
    title: str
    requires: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    api: str = ""
