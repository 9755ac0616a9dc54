"""What is not taken at all, and said to its author: text is not lost, as the form keeps it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from mastaba.api import OperationError
from mastaba_comments.screening.evidence import SAME, Evidence

HOUR = timedelta(hours=1)


def refuse(evidence: Evidence) -> None:
    """Raises `OperationError` for banned accounts, and for too many comments within an hour.

    Accounts are told, as their people have somebody to ask; it is never said what matched.
    """
    if evidence.member and evidence.standing.banned:
        raise OperationError("You cannot comment here.")
    if _within_an_hour(evidence) >= evidence.settings.hourly:
        raise OperationError(
            f"You have sent {evidence.settings.hourly} comments within an hour, and more are not "
            "taken. Keep your text and send it later."
        )


def _within_an_hour(evidence: Evidence) -> int:
    """The most by one identity: the account, else the mail or the address."""
    lately = [s for s in evidence.sent if s.whose != SAME and evidence.now - s.created < HOUR]
    return max(Counter(one.whose for one in lately).values(), default=0)
