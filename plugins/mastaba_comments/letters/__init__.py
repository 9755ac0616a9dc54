"""Letters: mail to who moderates, and to whom somebody answered.

Lives here: the two periodic functions that write (`digest.py`, `answers.py`), what each person
wishes (`models.py`, `wishes.py`), and the page behind the link in every mail (`views.py`). Does
not live here: how mail leaves (the core's outbox), and who sees what (the guard is asked for the
one who gets the mail, when it is written).

A letter says how many, on which pages, and where to read them: no names and no words of anybody,
so nothing has to be looked for in outboxes when somebody is erased. To add a kind of letter, write
its words in `words.py`, and end it with a link by which people end it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mastaba_comments.letters.offer import tells_of_answers

__all__ = ["includeme", "tells_of_answers"]

LOOK = timedelta(minutes=1)  # how often it is looked whether there is something to tell


def includeme(config: Any) -> None:
    """Register settings, the two functions and the page of wishes."""
    from mastaba_comments.letters.answers import write_answers
    from mastaba_comments.letters.digest import write_digests
    from mastaba_comments.letters.settings import LetterSettings

    config.declare_settings(LetterSettings)
    config.add_periodic("comments.digests", write_digests, every=LOOK)
    config.add_periodic("comments.answers", write_answers, every=LOOK)
    config.include("mastaba_comments.letters.views")
