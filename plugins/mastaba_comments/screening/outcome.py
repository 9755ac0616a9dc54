"""The state that follows from the findings, with the sentence that says why."""

from __future__ import annotations

from collections.abc import Sequence

from mastaba_comments.models import SHOWN, SPAM, WAITING
from mastaba_comments.screening.evidence import Evidence, Finding, plural

Outcome = tuple[str, Finding]


def outcome(evidence: Evidence, findings: Sequence[Finding]) -> Outcome:
    """Bans and traps first, then what moderators said of the author, then points, then habit.

    A trusted visitor is known by a mail address that anybody can type: points count for them.
    """
    if any(finding.final for finding in findings):
        return _so(SPAM, "certain", "That alone makes it spam.")
    points = sum(finding.points for finding in findings)
    if evidence.standing.trusted and (evidence.member or points < evidence.settings.hold_at):
        return _so(SHOWN, "trusted", "Moderators trust its author.")
    if evidence.standing.trusted is False:
        return _so(WAITING, "watched", "Moderators want to see every comment of its author first.")
    return _by_points(evidence, points)


def _by_points(evidence: Evidence, points: int) -> Outcome:
    """Known authors skip what holds others back; what would be spam of others waits."""
    settings = evidence.settings
    if points >= settings.spam_at and not evidence.known:
        return _so(SPAM, "points", f"{points} points; {settings.spam_at} make it spam.")
    limit = settings.spam_at if evidence.known else settings.hold_at
    if points >= limit:
        return _so(WAITING, "points", f"{points} points; {limit} make it wait.")
    return _by_habit(evidence)


def _by_habit(evidence: Evidence) -> Outcome:
    if evidence.settings.hold == "all":
        return _so(WAITING, "all", "Every comment waits here.")
    if evidence.known:
        return _so(SHOWN, "known", _known(evidence))
    if evidence.settings.hold == "first":
        return _so(WAITING, "first", _unknown(evidence))
    return _so(SHOWN, "nothing", "Nothing speaks against it.")


def _known(evidence: Evidence) -> str:
    times = plural(evidence.standing.shown, "comment", "comments")
    return f"Moderators showed {times} of its author so far."


def _unknown(evidence: Evidence) -> str:
    if not (evidence.member or evidence.settings.trust_mail):
        return "Comments by visitors without an account wait."
    so_far, needed = evidence.standing.shown, evidence.settings.first
    return f"First comments wait: {so_far} of its author shown so far, {needed} needed."


def _so(state: str, rule: str, words: str) -> Outcome:
    return state, Finding(rule, 0, words)
