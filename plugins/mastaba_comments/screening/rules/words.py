"""The lists of words that an editor-in-chief keeps in the settings."""

from __future__ import annotations

import re

from mastaba_comments.folding import folded
from mastaba_comments.screening.evidence import Evidence, Finding


def spam_words(evidence: Evidence) -> Finding | None:
    """A word that makes it spam."""
    word = _first(evidence, evidence.settings.spam_words)
    return Finding("spam_words", 100, f"“{word}” is on the list of spam words.") if word else None


def hold_words(evidence: Evidence) -> Finding | None:
    """A word that makes it wait."""
    word = _first(evidence, evidence.settings.hold_words)
    points = evidence.settings.hold_at
    return (
        Finding("hold_words", points, f"“{word}” is on the list of words that hold.")
        if word
        else None
    )


def _first(evidence: Evidence, listed: str) -> str | None:
    """The first entry that is in what was written, as it stands in the list."""
    entries = (entry.strip() for entry in re.split(r"[,;\n]", listed))
    return next((entry for entry in entries if _is_in(entry, evidence.texts)), None)


def _is_in(entry: str, texts: str) -> bool:
    """Folded texts have a blank around each word: without it a part of a word is enough."""
    needle = folded(entry)
    if entry.startswith("*"):
        needle = needle.lstrip()
    if entry.endswith("*"):
        needle = needle.rstrip()
    return bool(needle.strip()) and needle in texts
