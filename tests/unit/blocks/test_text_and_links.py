"""Words and links of a body."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.blocks import EMPTY, addresses, excerpt, link_spots, links, plain_text, word_count
from tests.unit.blocks.test_render import heading, node, t
from tests.unit.blocks.test_validate import UID, doc, linked, p

BODY = doc(
    heading("Title"),
    p("One two,", {"type": "hardBreak"}, t("three", "bold")),
    node("table", node("tableRow", node("tableCell", p("a")), node("tableCell", p("b")))),
    node("codeBlock", t("x = 1")),
    node("horizontalRule"),
    p("  "),
)


def test_plain_text_has_a_line_per_block() -> None:
    assert plain_text(BODY) == "Title\nOne two,\nthree\na\nb\nx = 1"
    assert plain_text(EMPTY) == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("don’t stop", 2),
        ("well-known fact", 2),
        ("東京タワー", 5),
        ("été", 1),
    ],
)
def test_word_count(text: str, count: int) -> None:
    assert word_count(doc(p(text) if text else p())) == count


def test_an_excerpt_is_made_of_paragraphs_and_cut_between_words() -> None:
    assert excerpt(BODY) == "One two, three"
    assert excerpt(doc(p("alpha beta, gamma"), p("delta")), 13) == "alpha beta…"
    assert excerpt(doc(p("x" * 50)), 10) == "x" * 9 + "…"


def test_links_and_addresses_are_told_apart() -> None:
    body = doc(p(linked({"uid": UID})), node("blockquote", p(linked({"href": "/a"}))))
    assert links(body) == {UID}
    assert addresses(body) == {"/a"}


def test_unknown_nodes_may_hold_anything() -> None:
    odd = {"type": "odd", "content": "x", "marks": 7}
    strange = {"type": "odd", "content": [{"type": "text", "text": 5}, 3, {"type": 1}]}
    marked = {"type": "odd", "marks": [3, {"type": "link"}, {"type": "link", "attrs": {"uid": 1}}]}
    body = doc(odd, strange, marked)
    assert plain_text(body) == ""
    assert links(body) == frozenset()
    assert addresses(body) == frozenset()


@pytest.mark.parametrize("typed", [True, 7, [1], "x", {"attrs": [1]}])
def test_case_164_what_was_typed_in_place_of_a_text_links_nowhere(typed: Any) -> None:
    assert links(typed) == frozenset()
    assert addresses(typed) == frozenset()
    assert link_spots(typed) == []
