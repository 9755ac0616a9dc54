"""Failing with a sentence for the author of a plugin."""

from __future__ import annotations

from typing import Any


def expect(holds: object, sentence: str) -> None:
    """Raise `AssertionError` with `sentence` unless `holds`."""
    if not holds:
        raise AssertionError(sentence)


def needs(suite: object, name: str, example: str) -> Any:
    """What the suite's class says of `name`. Raises `AssertionError` when it says nothing."""
    found = getattr(suite, name, None)
    expect(found is not None, f"Say in {type(suite).__name__} what is tested: {name} = {example}")
    return found
