"""Bans of visitors; accounts are refused before any rule is asked."""

from __future__ import annotations

from mastaba_comments.screening.evidence import Evidence, Finding


def banned(evidence: Evidence) -> Finding | None:
    """The mail, the address or the network is banned."""
    if not evidence.standing.banned:
        return None
    return Finding("banned", 100, f"Banned: {evidence.standing.banned[0]}.", final=True)
