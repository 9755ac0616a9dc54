"""Words that occur nowhere by accident, and where they were planted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random
from typing import Any

PATTERN = re.compile(r"q[0-9a-f]{32}")  # 128 random bits; the q keeps runs of hex digits apart


class Tokens:
    """Every planted token, with the id of its node and the name of its field."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - test data, the same for the same seed
        self.planted: dict[str, tuple[int, str]] = {}

    def fresh(self) -> str:
        """A token that is not planted yet."""
        return f"q{self._random.getrandbits(128):032x}"

    def plant(self, node_id: int, fields: dict[str, Any]) -> None:
        """Note that these fields {name: any JSON value} of a node hold tokens."""
        for name, value in fields.items():
            for token in PATTERN.findall(str(value)):
                self.planted[token] = (node_id, name)

    def found_in(self, text: str, but: Iterable[str] = ()) -> dict[str, tuple[int, str]]:
        """The planted tokens that `text` holds, those of `but` left out."""
        seen = set(PATTERN.findall(text.lower())) - set(but)
        return {token: self.planted[token] for token in seen if token in self.planted}


def tokens_in(text: str) -> set[str]:
    """Whatever looks like a token in an address or a form."""
    return set(PATTERN.findall(text.lower()))
