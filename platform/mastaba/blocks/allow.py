"""A text that may hold less than a body: a short description, a note."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mastaba.blocks.core import CORE
from mastaba.blocks.errors import BodyError
from mastaba.blocks.schema import BodySchema
from mastaba.blocks.validate import validate
from mastaba.blocks.walk import children, marks

ALL = "core.*"
ALWAYS = frozenset({"doc", "paragraph", "text"})
SHORT = ("bulletList", "orderedList", "listItem", "hardBreak", "link", "bold", "italic")


def validate_only(allow: Iterable[str], schema: BodySchema = CORE) -> Callable[[object], Any]:
    """A `validate` that refuses known blocks and marks other than those named in `allow`.

    `core.*` stands for all of the core. Paragraphs are always allowed; blocks that nobody knows
    are kept, as in any body.
    """
    names = frozenset(allow) | ALWAYS
    if ALL in names:
        return validate

    def check(value: object) -> Any:
        doc = validate(value, schema)
        for position, block in enumerate(children(doc), start=1):
            _check(block, names, schema, position)
        return doc

    return check


def _check(node: dict[str, Any], names: frozenset[str], schema: BodySchema, position: int) -> None:
    kind = schema.by_name.get(node["type"])
    if kind is not None and kind.name not in names:
        raise _misplaced(position, kind.label)
    for mark in marks(node):
        if mark["type"] in schema.mark_rank and mark["type"] not in names:
            raise _misplaced(position, f"“{mark['type']}”")
    for child in children(node):
        _check(child, names, schema, position)


def _misplaced(position: int, what: str) -> BodyError:
    return BodyError(f"Block {position} of the text cannot be saved: {what} has no place here.")
