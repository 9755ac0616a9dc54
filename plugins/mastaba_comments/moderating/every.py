"""All comments that match a filter, some hundred at a time, so that no request takes long.

Script asks again until none is left; without it, the message says how many are and the button is
pressed again. Comments that came after the list was shown are nobody's decision yet.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest

from mastaba_comments.models import Comment
from mastaba_comments.moderating.acting import Outcome, act
from mastaba_comments.moderating.actions import Action
from mastaba_comments.moderating.asked import Asked
from mastaba_comments.moderating.listing import BATCH, COUNTED, listed


def act_on_all(request: Any, action: Action, asked: Asked, until: str) -> Outcome:
    """Do it with the next of all that match; `until` is when the list was shown."""
    known = Comment.created <= _instant(until)
    matching = listed(request, asked).filter(known)
    rows = matching.keyset("created", descending=True, mark=None).rows(BATCH)
    outcome = act(request, action, [row.uid for row in rows])
    left = listed(request, asked).filter(known).count(COUNTED)
    if not left or not outcome.done:
        return outcome
    number = f"more than {COUNTED - 1}" if left == COUNTED else str(left)
    text = f"{outcome.text} There are {number} left: press the button again."
    return replace(outcome, text=text, more=left)


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise HTTPBadRequest("The form did not say what all means; open the list again.")
