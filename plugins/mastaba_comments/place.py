"""Where a comment stands in its thread: keys that sort as the conversation is read.

A segment is the instant at which a comment was written and some chance, 16 characters that sort
like the instant. A key is the segments of what is answered, the own one last: so a whole thread,
depth first and the oldest first, is one range of an index. Nothing is ever renumbered: a key
follows from the comment's uid, its time and the key of what it answers.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from mastaba_comments.models import LEVELS, SEGMENT

DIGITS = "0123456789abcdefghijklmnopqrstuv"
BITS = 5
CHANCE = 5  # digits at the end of a segment that tell comments of one instant apart
BEGIN = datetime(1600, 1, 1, tzinfo=UTC)  # segments last for 1141 years from then
MICROSECOND = timedelta(microseconds=1)


def place(parent: Any | None, when: datetime, uid: str) -> tuple[str, str, int]:
    """`root`, `thread` and `depth` of a comment that answers `parent` (None: nothing).

    What answers the last level stands beside what it answers, never before it whatever their
    times; its depth goes on counting.
    """
    own = segment(when, uid)
    if parent is None:
        return own, own, 0
    above = parent.thread[: SEGMENT * (LEVELS - 1)]
    if above != parent.thread:
        own = max(own, _behind(parent.thread[-SEGMENT:], own))
    return parent.root, above + own, parent.depth + 1


def segment(when: datetime, uid: str) -> str:
    """The part of a key that is one comment's own."""
    instant = max((when - BEGIN) // MICROSECOND, 0)
    return _written(instant, SEGMENT - CHANCE) + _written(UUID(uid).int, CHANCE)


def level(thread: str) -> int:
    """How far in a comment stands that has this key; 0 for what answers nothing."""
    return len(thread) // SEGMENT - 1


def _behind(other: str, own: str) -> str:
    """The segment `own` with the instant after that of `other`."""
    return _written(int(other[:-CHANCE], 32) + 1, SEGMENT - CHANCE) + own[-CHANCE:]


def _written(number: int, length: int) -> str:
    """The last digits of a number."""
    shifts = range(BITS * (length - 1), -1, -BITS)
    return "".join(DIGITS[number >> shift & 31] for shift in shifts)
