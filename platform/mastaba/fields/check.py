"""What is wrong with the declaration of a class, found when the application starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mastaba.fields.declare import BoundField, fields_of


def declaration_problems(cls: type[Any]) -> list[str]:
    """One sentence for each field of `cls` that could not be filled in."""
    return [
        f"{cls.__name__}.{bound.name} {problem}"
        for bound in fields_of(cls)
        for problem in _problems(bound)
    ]


def _problems(bound: BoundField) -> Iterator[str]:
    rules, spec = bound.rules, bound.spec
    if bound.type.name in ("choice", "choices") and not rules.choices:
        yield "offers no choices; write field(choices=...)"
    if bound.type.name in ("term", "terms") and not rules.vocabulary:
        yield "names no vocabulary; write field(vocabulary=...)"
    if (spec.read or spec.write) and bound.required and bound.default is None:
        yield "is needed, but not everybody may fill it in; give it a default, or allow None"
    if bound.group is not None:
        yield from (f"has an entry in which {text}" for text in declaration_problems(bound.group))
