"""Each rule: what it finds and nobody else does, and what is close to it and harmless."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mastaba_comments.screening.evidence import Evidence, Standing
from mastaba_comments.screening.judge import weigh
from mastaba_comments.screening.rules import RULES
from tests.unit.comments.screened import LONG, evidence, sent

BLOG = "https://blog.example/a-post"
MORE = f"{LONG} {LONG} {LONG} "


def found(given: Evidence) -> dict[str, int]:
    return {one.rule: one.points for one in (rule(given) for rule in RULES) if one}


BAD: list[tuple[str, int, dict[str, Any]]] = [
    ("banned", 100, {"standing": Standing(banned=("the network of a comment",))}),
    ("trap_filled", 100, {"trap": "https://example.org"}),
    ("too_fast", 60, {"age": timedelta(seconds=2.9)}),
    ("too_fast", 60, {"age": timedelta(seconds=-5)}),
    ("no_form", 60, {"age": None}),
    ("spam_words", 100, {"text": "Best CASINO in town, come and see", "spam_words": "casino"}),
    ("hold_words", 30, {"text": "Some payday  LOANS for you"}),
    ("hold_words", 30, {"text": "My new v.i.a.g.r.a is here"}),
    ("hold_words", 30, {"text": "Cheap \u0441\u0456\u0430l\u0456s", "name": "x"}),
    ("hold_words", 30, {"text": "So ｖｉａｇｒａ"}),
    ("hold_words", 30, {"text": "My vi\u200bagra"}),
    ("hold_words", 30, {"text": "Die Straße", "hold_words": "STRASSE"}),
    ("hold_words", 30, {"text": "Vi\u0301agr\u00e0"}),
    ("hold_words", 30, {"name": "Viagra Store"}),
    ("hold_words", 30, {"mail": "sale@viagra.example"}),
    ("hold_words", 30, {"link": "https://viagra.example"}),
    ("hold_words", 60, {"text": "Viagra, cialis and levitra"}),
    ("hold_words", 30, {"text": "So a megafoobar", "hold_words": "one, *foobar"}),
    ("many_links", 15, {"text": MORE + f"{BLOG} " * 3}),
    ("many_links", 60, {"text": MORE * 3 + f"{BLOG} " * 5}),
    ("many_links", 45, {"text": MORE * 3 + f"{BLOG} " * 5, "standing": Standing(shown=1)}),
    ("many_links", 15, {"text": f"{LONG} www.example.org/", "links": 0}),
    ("many_links", 15, {"text": f"{LONG} shop.example/offer", "links": 0}),
    ("mostly_links", 40, {"text": f"See {BLOG}"}),
    ("link_codes", 35, {"text": MORE + "[url=https://a.example]a[/url]"}),
    ("link_codes", 35, {"text": MORE + "<a rel='x' href='https://a.example'>a</a>"}),
    ("name_is_address", 60, {"name": "best-shoes.com"}),
    ("name_is_address", 60, {"name": "ann@example.org"}),
    ("name_is_address", 60, {"name": "HTTPS://shoes"}),
    ("mixed_letters", 50, {"text": "My b\u0430nk \u0430ccount is empty"}),
    ("shouting", 20, {"text": LONG.upper()}),
    ("shouting", 20, {"text": "\u042d\u0422\u041e " * 12}),
    ("same_as_spam", 100, {"sent": (sent(state="spam", decided=True, text=LONG),)}),
    ("same_by_author", 60, {"sent": (sent(text=LONG.upper()),)}),
    ("same_elsewhere", 50, {"sent": (sent(whose="same", text=LONG.replace(".", "!")),)}),
    ("often_refused", 50, {"standing": Standing(refused=2, shown=1)}),
    ("often_refused", 50, {"sent": tuple(sent(n, state="trash", decided=True) for n in (1, 2))}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "points", "facts"), BAD)
def test_what_a_rule_finds(rule: str, points: int, facts: dict[str, Any]) -> None:
    assert found(evidence(**facts)).get(rule) == points


def test_every_rule_is_tried() -> None:
    assert {rule.__name__ for rule in RULES} == {rule for rule, _points, _facts in BAD}


FINE: list[dict[str, Any]] = [
    {},
    {"age": timedelta(seconds=3)},
    {"age": None, "member": True},
    {"text": "Specialists of socialism saw pornic", "hold_words": "cialis, porn"},
    {"text": "Thanks!", "sent": (sent(whose="same", state="spam", decided=True, text="Thanks!"),)},
    {"text": MORE + f"{BLOG} {BLOG}"},
    {"text": "Version 1.2/3 of mastaba.page, and/or e.g. this"},
    {"text": MORE + "[url] is a code, and so is `<a>`; a < b, href"},
    {"name": "Dr. Jürgen St. John"},
    {"name": "O'Neill, Anne-Marie v. d. Heide"},
    {"text": "NASA and UNESCO."},
    {"text": "\u041f\u0440\u0438\u0432\u0435\u0442, iPhone, 5 \u03bcmol, \u03b1-helix"},
    {"text": "这是一个很好的展览我很喜欢" * 5},
    {"text": "مرحبا بالعالم " * 5},
    {"standing": Standing(refused=2, shown=2)},
    {"standing": Standing(refused=1)},
    {"sent": tuple(sent(n, state="spam") for n in (1, 2, 3))},
    {"sent": (sent(text="Another text that is long enough to be told from others."),)},
    {"hold_words": " , *, **,;\n", "spam_words": "*"},
]  # fmt: skip


@pytest.mark.parametrize("facts", FINE)
def test_what_is_close_and_harmless(facts: dict[str, Any]) -> None:
    assert found(evidence(**facts)) == {}


def test_what_rules_alone_called_spam_teaches_nothing() -> None:
    same: dict[str, Any] = {"whose": "same", "state": "spam", "text": LONG}
    assert found(evidence(sent=(sent(**same),))) == {"same_elsewhere": 50}
    assert "same_as_spam" in found(evidence(sent=(sent(**same, decided=True),)))


def test_a_rule_that_finds_something_says_so_in_a_sentence() -> None:
    for _rule, _points, facts in BAD:
        for one in weigh(evidence(**facts)).verdict:
            assert one["words"][0].isupper() or one["words"][0] in "“0123456789"
            assert one["words"].endswith((".", ".)"))


def test_the_documentation_names_every_rule_in_order() -> None:
    text = (Path(__file__).parents[3] / "docs" / "comments.md").read_text()
    text = text.partition("\n## Spam\n")[2].partition("\n## ")[0]
    table = re.findall(r"^\| `(\w+)` \| .* \| (\S+?)(?: to .*|, .*)? \|$", text, re.MULTILINE)
    assert [name for name, _points in table] == [rule.__name__ for rule in RULES]
    least: dict[str, int] = {}
    for rule, points, _facts in BAD:
        least[rule] = min(points, least.get(rule, points))
    assert {name: 100 if given == "spam" else int(given) for name, given in table} == least
