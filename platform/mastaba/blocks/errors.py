"""The one error of this room."""

from __future__ import annotations


class BodyError(ValueError):
    """A body that cannot be stored. `str(error)` is a sentence an editor can act on."""
