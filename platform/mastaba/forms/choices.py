"""What can be chosen in a field of choices or terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mastaba.content.library.terms import terms_of
from mastaba.content.types import ContentTypes
from mastaba.fields import BoundField
from mastaba.tree.publication import LIVE

GONE = "{} (can no longer be chosen)"
UNSEEN = "A term you cannot see"
Choices = tuple[tuple[str, str], ...]


def choices_of(request: Any, bound: BoundField, value: Any) -> Choices:
    """(value, label) of everything that can be chosen, what is chosen now always included."""
    match bound.type.name:
        case "boolean" if bound.optional:
            return (("", "Not said"), ("true", "Yes"), ("false", "No"))
        case "choice" | "choices":
            return _offered(bound, value, (bound.rules.choices or {}).items(), GONE)
        case "type_name":
            kinds = request.registry[ContentTypes].by_name.values()
            return _offered(
                bound, value, ((k.name, k.title) for k in kinds if k.tree == LIVE), GONE
            )
        case "term" | "terms":
            rows = terms_of(request, bound.rules.vocabulary)
            offered = ((row.uid, "\u2003" * row.level + row.title) for row in rows)
            return _offered(bound, value, offered, UNSEEN)
    return ()


def _offered(
    bound: BoundField, value: Any, offered: Iterable[tuple[str, str]], gone: str
) -> Choices:
    listed = tuple(offered)
    known = {key for key, _label in listed}
    chosen = [value] if isinstance(value, str) else list(value or ())
    lost = tuple((key, gone.format(key)) for key in chosen if key and key not in known)
    several = bound.type.name in ("choices", "terms")
    return (() if several else (("", "Nothing chosen"),)) + listed + lost
