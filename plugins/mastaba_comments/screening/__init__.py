"""Screening: what becomes of a comment that was just sent, and why.

`judge` gathers what is known (`known.py`, two statements), asks every rule of `rules/`, and
says the state: shown, waiting or spam. A rule is a small function of the evidence that returns a
finding, points and a sentence for moderators, or None. Nothing here asks anybody else.

What must not be here: what moderators do (`operations/`), and limits that need no database (the
visitors' form has those). To add a rule, write one in `rules/`, name it in `rules/__init__.py`
and in the table of docs/comments.md, and give it a text in the tests that only it finds.
"""

from typing import Any

from mastaba_comments.screening.explained import explained
from mastaba_comments.screening.judge import Judgement, judge

__all__ = ["Judgement", "explained", "judge"]


def includeme(config: Any) -> None:
    """Register the settings."""
    from mastaba_comments.screening.settings import ScreeningSettings

    config.declare_settings(ScreeningSettings)
