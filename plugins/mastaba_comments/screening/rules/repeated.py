"""The same text again; of short ones, as many people write them, nothing is said."""

from __future__ import annotations

from mastaba_comments.models import SPAM
from mastaba_comments.screening.evidence import Evidence, Finding


def same_as_spam(evidence: Evidence) -> Finding | None:
    """Moderators put the same text into the spam, whoever sent it."""
    if not any(one.state == SPAM and one.decided for one in evidence.same):
        return None
    return Finding("same_as_spam", 100, "Moderators put the same text into the spam before.")


def same_by_author(evidence: Evidence) -> Finding | None:
    """Its author sent the same text before."""
    own = {one.id for one in evidence.own}
    if not any(one.id in own for one in evidence.same):
        return None
    return Finding("same_by_author", 60, "Its author sent the same text before.")


def same_elsewhere(evidence: Evidence) -> Finding | None:
    """Somebody else sent the same text before."""
    own = {one.id for one in evidence.own}
    if all(one.id in own for one in evidence.same):
        return None
    return Finding("same_elsewhere", 50, "Somebody else sent the same text before.")
