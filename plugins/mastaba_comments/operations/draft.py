"""What somebody sends, and what is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mastaba.api import Invalid, checked, settings_for
from mastaba_comments.models import Comment
from mastaba_comments.settings import CommentSettings

EMPTY = "Write something first."
NAMELESS = "Write the name that stands above your comment."
LONG = "This is too long by {over} characters; at most {most} fit."
DISAGREED = "Tick this to send your comment."
VISIBLE = "LNPS"  # letters, numbers, punctuation and symbols, of which emoji are


@dataclass(frozen=True)
class Draft:
    """A comment as it was sent; nothing of it is checked.

    `answers` is the uid of the comment it answers. `trap` is what stood in the field that people
    do not see, `link` where a pingback comes from.
    """

    text: str
    name: str | None = None
    mail: str | None = None
    answers: str | None = None
    notify: bool = False
    consent: bool = False
    trap: str = ""
    link: str | None = None


def checked_draft(request: Any, draft: Draft) -> dict[str, Any]:
    """The fields of the comment. Raises `Invalid` with a sentence for each that does not fit."""
    member = request.identity is not None
    name, mail = (None, None) if member else (draft.name or None, draft.mail or None)
    wrong = {**_wrong_text(request, draft.text), **_wrong_person(request, draft, member)}
    try:
        fields = checked(
            request.registry, Comment, {"text": draft.text, "name": name, "mail": mail}
        )
    except Invalid as error:
        raise Invalid({**wrong, **error.fields}) from None
    if wrong:
        raise Invalid(wrong)
    return fields


def checked_text(request: Any, text: str) -> str:
    """The text of a comment alone. Raises `Invalid`."""
    wrong = _wrong_text(request, text)
    fields = checked(request.registry, Comment, {"text": text})
    if wrong:
        raise Invalid(wrong)
    return str(fields["text"])


def _wrong_text(request: Any, text: str) -> Mapping[str, str]:
    most = settings_for(request, CommentSettings).longest
    over = len(one_newline(text)) - most
    if not is_visible(text):
        return {"text": EMPTY}
    return {"text": LONG.format(over=over, most=most)} if over > 0 else {}


def _wrong_person(request: Any, draft: Draft, member: bool) -> Mapping[str, str]:
    wrong = {}
    if not member and not is_visible(draft.name or ""):
        wrong["name"] = NAMELESS
    if settings_for(request, CommentSettings).consent and not draft.consent:
        wrong["consent"] = DISAGREED
    return wrong


def one_newline(text: str) -> str:
    """The text as fields keep it: browsers send two characters for the end of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def is_visible(text: str) -> bool:
    """Whether there is anything to see: not only blanks, marks and what has no width."""
    return any(unicodedata.category(letter)[0] in VISIBLE for letter in text)
