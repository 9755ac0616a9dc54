"""First look at a body that came from outside: is it plain, finite, shallow JSON of sane size?

Everything behind this check may recurse, compare and store without care: 100,000 nested lists,
NaN, a lone surrogate or a 10 MB string end here, in a loop that does not recurse itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from mastaba.blocks.errors import BodyError

MAX_BYTES = 5_000_000
"""Largest body, in UTF-8 bytes of text plus a flat eight for every value."""

MAX_DEPTH = 40
"""Deepest nesting of nodes: twenty lists inside one another."""

MAX_JSON_DEPTH = 2 * MAX_DEPTH + 20
"""A node is two JSON levels (itself and `content`); the rest is for attributes."""

MAX_INTEGER = 2**53
"""JSON numbers beyond this are not exact in a browser (RFC 8259, section 6)."""

_PER_VALUE = 8


def check(value: object) -> None:
    """Raise BodyError unless `value` is JSON that both databases and a browser can hold."""
    budget = MAX_BYTES
    stack: list[tuple[object, int]] = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        if depth > MAX_JSON_DEPTH:
            raise BodyError(
                "The text is nested too deeply. Move the innermost lists or quotes out and save "
                "again."
            )
        budget -= _cost(item)
        if budget < 0:
            raise BodyError(
                f"The text is longer than {MAX_BYTES // 1_000_000} MB. Split it into several "
                "pages."
            )
        stack.extend((child, depth + 1) for child in _children(item))


def _children(item: object) -> Iterator[Any]:
    """What hangs below one JSON value; keys of objects are text too."""
    if isinstance(item, dict):
        for key, child in item.items():
            if not isinstance(key, str):
                raise _foreign(key)
            yield key
            yield child
    elif isinstance(item, list):
        yield from item


def _cost(item: object) -> int:
    """Bytes charged for one value; refuses what is not JSON."""
    if isinstance(item, str):
        return _PER_VALUE + len(_encoded(item))
    if item is None or isinstance(item, (bool, dict, list)):
        return _PER_VALUE
    if isinstance(item, int) and abs(item) < MAX_INTEGER:
        return _PER_VALUE
    if isinstance(item, float) and math.isfinite(item):
        return _PER_VALUE
    raise _foreign(item)


def _encoded(text: str) -> bytes:
    if "\x00" in text:
        raise BodyError("The text holds a NUL character, which cannot be stored. Remove it.")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise BodyError(
            "The text holds half of a character (a lone surrogate). Type that character again."
        ) from None


def _foreign(item: object) -> BodyError:
    kind = "a number out of range" if isinstance(item, (int, float)) else type(item).__name__
    return BodyError(f"The text is not a document: found {kind} where JSON was expected.")
