"""What became of what the same author sent before."""

from __future__ import annotations

from mastaba_comments.models import SPAM, TRASH
from mastaba_comments.screening.evidence import Evidence, Finding, plural

ENOUGH = 2


def often_refused(evidence: Evidence) -> Finding | None:
    """Moderators refused several comments of this author, and more than they showed."""
    refused = max(evidence.standing.refused, _lately(evidence))
    if refused < ENOUGH or refused <= evidence.standing.shown:
        return None
    times = plural(refused, "comment", "comments")
    return Finding("often_refused", 50, f"Moderators refused {times} of its author before.")


def _lately(evidence: Evidence) -> int:
    return sum(one.state in (SPAM, TRASH) and one.decided is not None for one in evidence.own)
