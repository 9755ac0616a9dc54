"""Posted text as input for the operations; whether it is valid is decided there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from mastaba.fields import BoundField, fields_of

TRUE = frozenset({"true", "on", "yes", "1"})


def read_form(model: type[Any], posted: Mapping[str, str]) -> dict[str, Any]:
    """Values of the declared fields that `posted` names; a check box needs a hidden twin.

    A body that is not JSON stays text, and is refused by its field's rule.
    """
    return {
        bound.name: _value(bound, posted) for bound in fields_of(model) if bound.name in posted
    }


def _value(bound: BoundField, posted: Mapping[str, str]) -> Any:
    if bound.type.name == "boolean":
        return any(text in TRUE for text in _all(posted, bound.name))
    text = posted[bound.name]
    reader = _READERS.get(bound.type.name)
    if reader is not None:
        return reader(text)
    return None if bound.optional and not text.strip() else text


def _all(posted: Any, name: str) -> list[str]:
    every = getattr(posted, "getall", None)
    return every(name) if every is not None else [posted[name]]


def _document(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


_READERS: Mapping[str, Callable[[str], Any]] = {"body": _document, "tags": lambda text: text}
