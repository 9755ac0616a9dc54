"""What follows from the findings: states, and the order in which things count."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.api import OperationError
from mastaba_comments.folding import digest_of, folded
from mastaba_comments.models import SHOWN, SPAM, STATES, WAITING
from mastaba_comments.screening import explained
from mastaba_comments.screening.evidence import Finding, Standing
from mastaba_comments.screening.judge import weigh
from mastaba_comments.screening.outcome import outcome
from mastaba_comments.screening.refusing import refuse
from tests.unit.comments.screened import KNOWN, LONG, evidence, sent

MEMBER: dict[str, Any] = {"member": True, "age": None}
TRUSTED, WATCHED = Standing(trusted=True), Standing(shown=9, trusted=False)
WORST = {"text": LONG, "spam_words": "harbour"}
BAD = {"text": LONG, "hold_words": "harbour"}
CASES: list[tuple[str, str, dict[str, Any]]] = [
    (WAITING, "first", {}),
    (WAITING, "first", {"standing": KNOWN}),  # anybody can type the mail of others
    (SHOWN, "known", {"standing": KNOWN, "trust_mail": True}),
    (WAITING, "first", MEMBER),
    (SHOWN, "known", {**MEMBER, "standing": KNOWN}),
    (WAITING, "first", {**MEMBER, "standing": KNOWN, "first": 4}),
    (WAITING, "all", {**MEMBER, "standing": KNOWN, "hold": "all"}),
    (SHOWN, "trusted", {"standing": TRUSTED, "hold": "all"}),
    (SHOWN, "nothing", {"hold": "suspicious"}),
    (WAITING, "points", {"hold": "suspicious", **BAD}),
    (SHOWN, "known", {**MEMBER, "standing": KNOWN, **BAD}),
    (WAITING, "points", {**MEMBER, "standing": KNOWN, **WORST}),
    (SPAM, "points", {"hold": "suspicious", **WORST}),
    (SHOWN, "trusted", {**MEMBER, "standing": TRUSTED, **WORST}),
    (WAITING, "points", {"standing": TRUSTED, **BAD}),
    (SPAM, "points", {"standing": TRUSTED, **WORST}),
    (WAITING, "watched", {**MEMBER, "standing": WATCHED, "hold": "suspicious"}),
    (WAITING, "watched", {**MEMBER, "standing": WATCHED, **WORST}),
    (SPAM, "certain", {"standing": TRUSTED, "trap": "x"}),
    (SPAM, "certain", {"standing": Standing(trusted=True, banned=("them",))}),
    (SPAM, "points", {"hold_at": 200, "spam_at": 30, **BAD, "text": LONG + " viagra"}),
]


@pytest.mark.parametrize(("state", "why", "facts"), CASES)
def test_the_state_and_its_reason(state: str, why: str, facts: dict[str, Any]) -> None:
    found = weigh(evidence(**facts))
    assert (found.state, found.verdict[-1]["rule"]) == (state, why)
    assert found.score == sum(one["points"] for one in found.verdict)


def test_moderators_read_the_strongest_first_and_then_what_followed() -> None:
    found = weigh(evidence(LONG.upper(), trap="x", standing=KNOWN))
    assert explained(SimpleNamespace(verdict=found.verdict)) == [
        "A field that people do not see was filled in. (+100)",
        "It is written in capitals. (+20)",
        "That alone makes it spam.",
    ]
    assert explained(SimpleNamespace(verdict=None)) == []


def test_known_authors_read_how_many_were_shown() -> None:
    found = weigh(evidence(**MEMBER, standing=Standing(shown=12)))
    assert found.verdict[-1]["words"] == "Moderators showed 12 comments of its author so far."


def hour(number: int, **facts: Any) -> Any:
    return evidence(sent=tuple(sent(n, **facts) for n in range(number)), hourly=3)


def test_more_than_enough_within_an_hour_is_refused_whoever_trusts_its_author() -> None:
    refuse(hour(2))
    refuse(hour(3, ago=timedelta(hours=1)))
    refuse(hour(3, whose="same"))
    with pytest.raises(OperationError, match="3 comments within an hour"):
        refuse(hour(3))


def test_a_banned_account_is_told_and_a_banned_visitor_is_not() -> None:
    banned = Standing(banned=("the account",))
    with pytest.raises(OperationError, match=r"^You cannot comment here\.$"):
        refuse(evidence(**MEMBER, standing=banned))
    refuse(evidence(standing=banned))


findings = st.builds(
    Finding, st.text(max_size=5), st.integers(0, 300), st.text(max_size=5), st.booleans()
)
standings = st.builds(
    Standing, st.integers(0, 3), st.integers(0, 3), st.sampled_from((None, True, False))
)
SEVERITY = (SHOWN, WAITING, SPAM)


@given(st.lists(findings, max_size=4), findings, standings, st.booleans())
def test_one_finding_more_never_makes_it_better(
    some: list[Finding], one: Finding, standing: Standing, member: bool
) -> None:
    known = evidence(standing=standing, member=member, hold="suspicious")
    before, after = outcome(known, some)[0], outcome(known, [*some, one])[0]
    assert SEVERITY.index(before) <= SEVERITY.index(after)


anything = st.text(st.characters(exclude_categories=()), max_size=200)  # half characters, too


@given(anything, anything, anything)
def test_case_165_any_text_is_judged(text: str, name: str, words: str) -> None:
    found = weigh(evidence(text, name=name, hold_words=words))
    assert found.state in STATES
    assert all(one["points"] >= 0 for one in found.verdict)


@given(anything)
def test_folding_is_stable_and_knows_no_case(text: str) -> None:
    once = folded(text)
    assert once.startswith(" ") and once.endswith(" ") and "  " not in once
    assert folded(once.upper()).replace(" ", "") == once.replace(" ", "")


def test_case_164_no_rule_goes_back_over_a_long_text_again_and_again() -> None:
    """One that did would keep this test for minutes."""
    for piece in ("a.", "a-", "[", "<a ", "http://", "\u0430b", "x ", "*,"):
        weigh(evidence(piece * 50_000, hold_words=piece * 100))


def test_short_texts_have_no_digest_and_dressed_up_ones_the_same() -> None:
    assert digest_of("Thanks!") is None
    assert digest_of("") is None
    assert digest_of(LONG) == digest_of(LONG.upper().replace(" ", "  ").replace("a", "\u0430"))
    assert digest_of(LONG) != digest_of(LONG + " Really.")
