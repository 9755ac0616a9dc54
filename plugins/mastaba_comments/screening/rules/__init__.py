"""The rules: functions of the evidence that return a `Finding`, or None. One idea per file."""

from __future__ import annotations

from collections.abc import Callable

from mastaba_comments.screening.evidence import Evidence, Finding
from mastaba_comments.screening.rules.banned import banned
from mastaba_comments.screening.rules.form import no_form, too_fast, trap_filled
from mastaba_comments.screening.rules.links import link_codes, many_links, mostly_links
from mastaba_comments.screening.rules.names import name_is_address
from mastaba_comments.screening.rules.past import often_refused
from mastaba_comments.screening.rules.repeated import (
    same_as_spam,
    same_by_author,
    same_elsewhere,
)
from mastaba_comments.screening.rules.shape import mixed_letters, shouting
from mastaba_comments.screening.rules.words import hold_words, spam_words

Rule = Callable[[Evidence], Finding | None]
RULES: tuple[Rule, ...] = (
    banned,
    trap_filled,
    too_fast,
    no_form,
    spam_words,
    hold_words,
    many_links,
    mostly_links,
    link_codes,
    name_is_address,
    mixed_letters,
    shouting,
    same_as_spam,
    same_by_author,
    same_elsewhere,
    often_refused,
)
