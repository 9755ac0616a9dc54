"""How it is written."""

from __future__ import annotations

import re

from mastaba_comments.folding import LOOKALIKES
from mastaba_comments.screening.evidence import Evidence, Finding

LEAST, LOUD = 30, 0.7
_LATIN = re.compile(r"[a-zA-Z]")
_FOREIGN = re.compile(r"[^a-zA-Z0-9_]")
_WORD = re.compile(r"\w{4,}")


def shouting(evidence: Evidence) -> Finding | None:
    """Written in capitals, where the script has any."""
    letters = [one for one in evidence.draft.text if one.isupper() or one.islower()]
    loud = sum(map(str.isupper, letters))
    if len(letters) < LEAST or loud < LOUD * len(letters):
        return None
    return Finding("shouting", 20, "It is written in capitals.")


def mixed_letters(evidence: Evidence) -> Finding | None:
    """Letters of another script that look like Latin ones, within Latin words."""
    text = evidence.draft.text
    if text.isascii() or not any(map(_disguised, _WORD.findall(text))):
        return None
    return Finding("mixed_letters", 50, "Words are disguised by letters of another alphabet.")


def _disguised(word: str) -> bool:
    foreign = _FOREIGN.findall(word.lower())
    return bool(foreign and _LATIN.search(word) and all(map(LOOKALIKES.match, foreign)))
