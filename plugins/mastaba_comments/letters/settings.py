"""When letters are written."""

from __future__ import annotations

from datetime import timedelta

from mastaba.api import Section, setting


class LetterSettings(Section, prefix="mastaba.comments.letters"):
    """Mails about comments."""

    every: timedelta = setting(
        timedelta(hours=1),
        help="How long at least between two mails to one moderator; 0 = no such mails.",
        editable=True,
    )
    answers: bool = setting(
        True, help="Whether people are told of answers who asked for that.", editable=True
    )
