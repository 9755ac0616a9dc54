"""Whether people can be told of answers at all."""

from __future__ import annotations

from typing import Any

from mastaba.api import mail_leaves, settings_for
from mastaba_comments.letters.settings import LetterSettings


def tells_of_answers(request: Any) -> bool:
    """Whether a form may offer it: mail leaves this site, and the setting allows it."""
    return mail_leaves(request.registry) and settings_for(request, LetterSettings).answers
