"""What becomes of a comment: the findings of all rules, their points, and who sent it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from mastaba.api import settings_for
from mastaba_comments.folding import digest_of
from mastaba_comments.models import SHOWN
from mastaba_comments.permissions import MODERATE
from mastaba_comments.screening import known
from mastaba_comments.screening.evidence import Evidence, Finding, Written
from mastaba_comments.screening.outcome import outcome
from mastaba_comments.screening.refusing import refuse
from mastaba_comments.screening.rules import RULES
from mastaba_comments.screening.settings import ScreeningSettings
from mastaba_comments.tokens import mail_hash

MODERATOR = Finding("moderator", 0, "Its author may moderate here.")


@dataclass(frozen=True)
class Judgement:
    """The state of a new comment; `verdict` says why, as it is kept with the comment."""

    state: str
    score: int
    verdict: list[dict[str, Any]]


def judge(
    request: Any,
    node: Any,
    draft: Written,
    *,
    ticket: Any = None,
    traces: Any = None,
    changing: Any = None,
) -> Judgement:
    """What becomes of `draft`, in two statements; none for who may moderate on `node`.

    `changing` is the comment that gets new words: it does not count as one sent before.
    Raises `OperationError`, a sentence for its author, for a banned account and for more comments
    than one may send within an hour. Banned visitors are told nothing: theirs is spam.
    """
    if request.has_permission(MODERATE, node):
        return _judgement(SHOWN, [MODERATOR])
    evidence = _gather(request, draft, ticket, traces)
    if changing is not None:
        others = tuple(one for one in evidence.sent if one.id != changing.id)
        evidence = replace(evidence, sent=others)
    refuse(evidence)
    return weigh(evidence)


def weigh(evidence: Evidence) -> Judgement:
    """What every rule says of it, and what follows from that."""
    asked = (rule(evidence) for rule in RULES)
    found = [finding for finding in asked if finding is not None]
    state, why = outcome(evidence, found)
    return _judgement(state, [*found, why])


def _gather(request: Any, draft: Written, ticket: Any, traces: Any) -> Evidence:
    settings = settings_for(request, ScreeningSettings)
    person = mail_hash(request, draft.mail)
    people = known.who(request, person, traces)
    return Evidence(
        draft=draft,
        settings=settings,
        now=request.now,
        member=request.identity is not None,
        age=None if ticket is None else ticket.age,
        standing=known.standing(request, known.tokens(request, person, traces)),
        sent=known.sent(request, people, digest_of(draft.text), settings.hourly),
    )


def _judgement(state: str, findings: list[Finding]) -> Judgement:
    verdict = [{"rule": f.rule, "points": f.points, "words": f.words} for f in findings]
    return Judgement(state, sum(f.points for f in findings), verdict)
