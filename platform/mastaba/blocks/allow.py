"""A text that may hold less than a body: a short description, a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mastaba.blocks.core import CORE
from mastaba.blocks.errors import BodyError
from mastaba.blocks.schema import BodySchema
from mastaba.blocks.validate import validate
from mastaba.blocks.walk import children, marks

ALL = "core.*"
ALWAYS = frozenset({"doc", "paragraph", "text"})
SHORT = ("bulletList", "orderedList", "listItem", "hardBreak", "link", "bold", "italic")


@dataclass(frozen=True)
class Allowed:
    """Names of blocks and marks, such as `heading`, `event.upcoming`, `event.*`, `core.*`.

    `core.*` stands for all of the core, what has no dot in its name included.
    """

    names: frozenset[str]

    @classmethod
    def of(cls, allow: Iterable[str]) -> Allowed:
        return cls(frozenset(allow) | ALWAYS)

    def __contains__(self, name: str) -> bool:
        owner = name.partition(".")[0] if "." in name else "core"
        return name in self.names or f"{owner}.*" in self.names


def validate_only(allow: Iterable[str], value: object, schema: BodySchema = CORE) -> Any:
    """`validate`, refusing known blocks and marks other than those named in `allow`.

    Paragraphs are always allowed, and a part of an allowed block, such as a column; blocks that
    nobody knows are kept, as in any body.
    """
    names, doc = Allowed.of(allow), validate(value, schema)
    for position, block in enumerate(children(doc), start=1):
        _check(block, names, schema, position, part=False)
    return doc


def _check(
    node: dict[str, Any], names: Allowed, schema: BodySchema, position: int, *, part: bool
) -> None:
    kind = schema.kind_of(node)
    # A block that stands in no text of its own can only be a part of the one round it.
    is_part = part and kind is not None and "block" not in kind.group.split() and not kind.inline
    if kind is not None and kind.name not in names and not (is_part and kind.data is not None):
        raise _misplaced(position, kind.label)
    for mark in marks(node):
        if mark["type"] in schema.mark_rank and mark["type"] not in names:
            raise _misplaced(position, f"“{mark['type']}”")
    for child in children(node):
        _check(child, names, schema, position, part=True)


def _misplaced(position: int, what: str) -> BodyError:
    return BodyError(f"Block {position} of the text cannot be saved: {what} has no place here.")
