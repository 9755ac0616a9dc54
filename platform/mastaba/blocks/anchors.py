"""Ids of headings: readable, stable while the wording stays, unique within one document.

The form is the one that GitHub, Hugo and Zola use (lower case, punctuation dropped, blanks to
hyphens, `-1` for a repetition), so links into imported pages keep working.
"""

from __future__ import annotations

import re

_DROPPED = re.compile(r"[^\w\- ]+")
RESERVED = frozenset({"main", "content", "top", "navigation", "footer", "header", "search"})
"""Ids that page templates use for their landmarks."""


class Anchors:
    """Hands out ids for one document."""

    def __init__(self) -> None:
        self._seen: set[str] = set(RESERVED)

    def take(self, text: str, wanted: str | None = None) -> str:
        """An unused id for a heading of this text, or the wanted one when it is free."""
        base = wanted or anchor_of(text)
        candidate, number = base, 0
        while candidate in self._seen:
            number += 1
            candidate = f"{base}-{number}"
        self._seen.add(candidate)
        return candidate


def anchor_of(text: str) -> str:
    """The id that belongs to a heading's text."""
    kept = _DROPPED.sub("", text.strip().lower())[:100]
    return kept.replace(" ", "-").strip("-") or "section"
