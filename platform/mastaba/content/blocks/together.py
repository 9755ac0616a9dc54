"""Blocks of one name in one text, asked for their data together: one question, not one each.

The question is asked when the first of them is drawn, so inside its fence: when it fails, that
block says so to editors, and the others show nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mastaba.blocks import Hole
from mastaba.blocks.pen import Part
from mastaba.content.blocks.registry import DeclaredBlock

Found = Mapping[str, Any] | None


class Together:
    """The blocks of a text, and what those that are declared `together` have been told."""

    def __init__(self, request: Any, parts: Iterable[Part], most: int) -> None:
        self._request, self._parts, self._most = request, tuple(parts), most
        self._found: dict[str, dict[Hole, Found]] = {}

    def data(self, block: DeclaredBlock, hole: Hole) -> Found:
        """What the block's `data` answers for this place; None shows nothing.

        Raises `ValueError` when it answered for more or fewer blocks than it was asked about.
        """
        if block.name not in self._found:
            self._found[block.name] = {}  # also when it fails: it is not asked again
            self._found[block.name] = self._asked(block)
        return self._found[block.name].get(hole)

    def _asked(self, block: DeclaredBlock) -> dict[Hole, Found]:
        holes = [hole for hole in _holes(self._parts) if hole.name == block.name][: self._most]
        answers: Any = block.data and block.data(self._request, [hole.values for hole in holes])
        return dict(zip(holes, answers, strict=True))


def _holes(parts: Iterable[Part]) -> Iterator[Hole]:
    for part in parts:
        if isinstance(part, Hole):
            yield part
            yield from _holes(part.content)
