"""The one error of this room: everything that is wrong, each in a sentence."""

from __future__ import annotations

from collections.abc import Iterable


class SettingsError(Exception):
    """Settings that cannot be used.

    `problems` holds one sentence per problem: which key, what was found, what was expected.
    A secret's value is never part of a sentence.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
