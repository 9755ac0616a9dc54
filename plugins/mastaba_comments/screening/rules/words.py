"""The lists of words that an editor-in-chief keeps in the settings."""

from __future__ import annotations

import re

from mastaba_comments.folding import folded
from mastaba_comments.screening.evidence import Evidence, Finding

SPAM, HOLD = 100, 30


def spam_words(evidence: Evidence) -> Finding | None:
    """A word that makes it spam."""
    words = _found(evidence, evidence.settings.spam_words)
    if not words:
        return None
    return Finding("spam_words", SPAM, f"“{words[0]}” is on the list of spam words.")


def hold_words(evidence: Evidence) -> Finding | None:
    """Words that make it wait; several of them count twice."""
    words = _found(evidence, evidence.settings.hold_words)
    if not words:
        return None
    listed = " and ".join(f"“{word}”" for word in words[:2])
    told = f"{listed} {'is' if len(words) == 1 else 'are'} on the list of words that hold."
    return Finding("hold_words", HOLD * min(len(words), 2), told)


def _found(evidence: Evidence, listed: str) -> list[str]:
    """The entries that are in what was written, as they stand in the list."""
    entries = (entry.strip() for entry in re.split(r"[,;\n]", listed))
    return [entry for entry in entries if _is_in(entry, evidence.texts)]


def _is_in(entry: str, texts: str) -> bool:
    """Folded texts have a blank around each word: without it a part of a word is enough."""
    needle = folded(entry)
    if entry.startswith("*"):
        needle = needle.lstrip()
    if entry.endswith("*"):
        needle = needle.rstrip()
    return bool(needle.strip()) and needle in texts
