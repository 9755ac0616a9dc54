"""How the form was used: people do it differently than programs."""

from __future__ import annotations

from mastaba_comments.screening.evidence import Evidence, Finding


def trap_filled(evidence: Evidence) -> Finding | None:
    """The field that nobody sees was filled in."""
    if not evidence.draft.trap:
        return None
    words = "A field that people do not see was filled in."
    return Finding("trap_filled", 100, words, final=True)


def too_fast(evidence: Evidence) -> Finding | None:
    """Sent so soon after the form was opened that nobody can have typed it."""
    if evidence.age is None or evidence.age >= evidence.settings.quickest:
        return None
    seconds = max(0.0, evidence.age.total_seconds())
    return Finding("too_fast", 60, f"It was sent {seconds:.1f} seconds after the form was opened.")


def no_form(evidence: Evidence) -> Finding | None:
    """A visitor's comment that came without the form."""
    if evidence.member or evidence.age is not None:
        return None
    return Finding("no_form", 60, "It was sent without opening the form.")
