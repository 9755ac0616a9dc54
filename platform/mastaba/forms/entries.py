"""The buttons of repeated entries, for browsers without script: the form comes back changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mastaba.fields import fields_of

BUTTON = "_entries"


def step(model: type[Any], typed: Mapping[str, Any], pressed: str) -> dict[str, Any]:
    """`typed` after a button such as `up speakers 2` (`add`, `up`, `down`, `remove`).

    Entries are counted from 1. A button that makes no sense changes nothing.
    """
    verb, name, number = [*pressed.split(" "), "", "", ""][:3]
    if name not in {bound.name for bound in fields_of(model) if bound.group is not None}:
        return dict(typed)
    entries, at = list(typed.get(name) or ()), int(number) - 1 if number.isdecimal() else -1
    if verb == "add":
        entries.append({})
    elif 0 <= at < len(entries):
        _change(entries, verb, at)
    return {**typed, name: entries}


def _change(entries: list[Any], verb: str, at: int) -> None:
    entry = entries.pop(at)
    if verb != "remove":
        entries.insert(max(0, at + (-1 if verb == "up" else 1)), entry)
