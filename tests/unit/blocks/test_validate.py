"""Documents from outside: what is kept, what is repaired, what is refused."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from mastaba.blocks import EMPTY, Block, BodyError, examine, render, validate
from mastaba.blocks.core import CORE
from mastaba.blocks.shape import MAX_BYTES, MAX_DEPTH

Json = dict[str, Any]
UID = "0190c6d5-7c3e-7a41-9f6e-3d2b1a0c9e8f"


def doc(*blocks: Json) -> Json:
    return {"type": "doc", "content": list(blocks)}


def p(*words: Json | str) -> Json:
    nodes = [{"type": "text", "text": w} if isinstance(w, str) else w for w in words]
    return {"type": "paragraph", "content": nodes}


def bare(document: Json) -> list[Json]:
    """The blocks of a document without their uids."""
    blocks = []
    for block in document["content"]:
        attrs = {k: v for k, v in block.get("attrs", {}).items() if k != "uid"}
        rest = {k: v for k, v in block.items() if k != "attrs"}
        blocks.append(rest | ({"attrs": attrs} if attrs else {}))
    return blocks


def linked(attrs: Json) -> Json:
    return {"type": "text", "text": "t", "marks": [{"type": "link", "attrs": attrs}]}


def test_an_empty_document_is_one_empty_paragraph() -> None:
    for empty in (EMPTY, {"type": "doc"}, {"type": "doc", "content": []}):
        assert bare(validate(empty)) == [{"type": "paragraph"}]


def test_a_uid_given_stays_and_a_copy_gets_its_own() -> None:
    block = {"type": "paragraph", "attrs": {"uid": UID.upper()}}
    first, second = (b["attrs"]["uid"] for b in validate(doc(block, block))["content"])
    assert first == UID
    assert second != UID
    assert UUID(second).version == 7


def test_a_uid_that_is_no_uuid_is_replaced() -> None:
    block = {"type": "paragraph", "attrs": {"uid": "x' onclick='"}}
    assert UUID(validate(doc(block))["content"][0]["attrs"]["uid"]).version == 7


def test_uids_of_nested_blocks_are_left_out() -> None:
    quote = {"type": "blockquote", "content": [{"type": "paragraph", "attrs": {"uid": UID}}]}
    assert bare(validate(doc(quote))) == [
        {"type": "blockquote", "content": [{"type": "paragraph"}]}
    ]


def test_case_068_attributes_nobody_declared_are_left_out() -> None:
    hostile = {"class": "x", "style": "position:fixed", "onclick": "alert(1)", "id": "main"}
    block = {"type": "paragraph", "attrs": hostile, "content": p("a")["content"]}
    assert bare(validate(doc(block))) == [p("a")]


def test_a_first_level_heading_becomes_second_level() -> None:
    heading = {"type": "heading", "attrs": {"level": 1}, "content": p("a")["content"]}
    assert bare(validate(doc(heading)))[0]["attrs"] == {"level": 2}


@pytest.mark.parametrize("attrs", [{}, {"level": 7}, {"level": "2"}, {"level": True}, None])
def test_a_heading_without_a_level_is_refused(attrs: Json | None) -> None:
    with pytest.raises(BodyError, match=r"Block 2 .* a heading needs a level from 2 to 6"):
        validate(doc(p("a"), {"type": "heading", "attrs": attrs}))


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        ({"type": "listItem", "content": [p("a")]}, "the page may not hold a list item"),
        ({"type": "bulletList"}, "a list has nothing in it"),
        ({"type": "table", "content": [p("a")]}, "a table may not hold a paragraph"),
        ({"type": "codeBlock", "content": [{"type": "hardBreak"}]}, "not hold a line break"),
        ({"type": "bulletList", "content": [{"type": "odd"}]}, "an unknown “odd”"),
        ({"type": "paragraph", "content": "a"}, "its content is not a list"),
        ({"type": "paragraph", "attrs": []}, "its attrs are not an object"),
        ({"type": "paragraph", "content": [{"type": "text"}]}, "a text node without text"),
        ({"type": "paragraph", "content": [7]}, "not a node with a type"),
        (p({"type": "text", "text": "a", "marks": ["bold"]}), "a mark without a type"),
    ],
)
def test_a_document_against_the_rules_is_refused_in_a_sentence(block: Json, sentence: str) -> None:
    with pytest.raises(BodyError) as caught:
        validate(doc(block))
    assert sentence in str(caught.value)
    assert str(caught.value).startswith("Block 1 of the text cannot be saved: ")


def test_nodes_of_unknown_kinds_are_kept_word_for_word_and_show_nothing() -> None:
    block = {"type": "event.map", "attrs": {"zoom": 3, "deep": {"a": [1]}}, "content": "odd"}
    word = {"type": "mention", "attrs": {"id": 7}, "marks": [{"type": "glow"}]}
    clean = validate(doc(block, p("a", word)))
    assert clean["content"][0] == block
    assert clean["content"][1]["content"][1] == word
    assert render(clean).html({}) == "<p>a</p>"


@pytest.mark.parametrize("name", ["unknownBlock", "unknownInline"])
def test_the_names_of_the_placeholders_are_unknown_kinds_like_any_other(name: str) -> None:
    assert validate(doc({"type": name, "x": 1}))["content"] == [{"type": name, "x": 1}]


def test_marks_are_sorted_and_single_and_unknown_ones_come_last() -> None:
    marks = [{"type": "code"}, {"type": "bold"}, {"type": "bold"}]
    marks.insert(0, {"type": "glow", "attrs": {"x": 1}})
    word = {"type": "text", "text": "a", "marks": marks}
    kept = bare(validate(doc(p(word))))[0]["content"][0]["marks"]
    assert kept == [{"type": "bold"}, {"type": "code"}, {"type": "glow", "attrs": {"x": 1}}]


def test_code_blocks_hold_text_without_marks() -> None:
    word = {"type": "text", "text": "a", "marks": [{"type": "bold"}]}
    assert bare(validate(doc({"type": "codeBlock", "content": [word]}))) == [
        {"type": "codeBlock", "content": [{"type": "text", "text": "a"}]}
    ]


def test_an_internal_link_stores_the_uid_and_no_address() -> None:
    mark = {"uid": UID, "href": "/old", "anchor": "part", "title": "T"}
    kept = bare(validate(doc(p(linked(mark)))))[0]["content"][0]["marks"][0]
    assert kept["attrs"] == {"uid": UID, "anchor": "part", "title": "T"}


def test_an_external_link_stores_no_anchor() -> None:
    mark = {"href": "https://example.org/#a", "anchor": "part", "target": "_blank", "uid": None}
    kept = bare(validate(doc(p(linked(mark)))))[0]["content"][0]["marks"][0]
    assert kept["attrs"] == {"href": "https://example.org/#a"}


FORBIDDEN = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\u00a0script:alert(1)",
    "javascript&colon;alert(1):",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    ":",
    "",
    "   ",
    "x" * 5_000,
    7,
    None,
    ["https://example.org"],
    {"toString": "x"},
]


@pytest.mark.parametrize("href", FORBIDDEN)
def test_case_061_forbidden_addresses_are_dropped_with_a_note(href: object) -> None:
    examined = examine(doc(p("a"), p(linked({"href": href}))))
    assert bare(examined.doc)[1] == p("t")
    assert len(examined.notes) == 1
    assert examined.notes[0].startswith("A link in block 2 was removed, its text kept")


@pytest.mark.parametrize(
    "href",
    [
        "https://a.example",
        "&#106;avascript:x",
        "/a:b",
        "a/b:c",
        "?q=a:b",
        "#a:b",
        "../up",
        "tel:+49",
        "a b",
    ],
)
def test_allowed_and_relative_addresses_stay(href: str) -> None:
    kept = bare(validate(doc(p(linked({"href": href})))))[0]["content"][0]["marks"][0]
    assert kept["attrs"] == {"href": href}


def test_control_characters_vanish_from_text_and_an_empty_text_with_them() -> None:
    nothing = {"type": "text", "text": ""}
    assert bare(validate(doc(p("a\x08b\tc\nd", "\x01"), nothing))) == [p("ab\tc\nd")]


def nested(depth: int) -> Json:
    block: Json = {"type": "paragraph"}
    for _ in range(depth):
        block = {"type": "blockquote", "content": [block]}
    return doc(block)


def test_the_deepest_document_allowed_is_kept_and_shown() -> None:
    block = p("deep")
    for _ in range(MAX_DEPTH - 2):
        block = {"type": "blockquote", "content": [block]}
    assert "deep" in render(validate(doc(block))).html({})


@pytest.mark.parametrize("depth", [MAX_DEPTH, 45, 100, 100_000])
def test_case_148_nesting_beyond_reason_is_refused(depth: int) -> None:
    with pytest.raises(BodyError, match="nested too deeply"):
        validate(nested(depth))


def test_a_document_that_holds_itself_is_refused() -> None:
    block: Json = {"type": "odd", "attrs": {}}
    block["attrs"]["self"] = block
    with pytest.raises(BodyError, match="nested too deeply"):
        validate(doc(block))


def test_more_than_the_largest_size_is_refused() -> None:
    with pytest.raises(BodyError, match="longer than 5 MB"):
        validate(doc(p("é" * (MAX_BYTES // 2))))


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("a\x00b", "NUL"),
        ("\ud800", "half of a character"),
        (float("nan"), "a number out of range"),
        (float("inf"), "a number out of range"),
        (10**20, "a number out of range"),
        (b"bytes", "found bytes"),
        ({1: "x"}, "a number out of range"),
        ({("t",): "x"}, "found tuple"),
        ({"\x00": "x"}, "NUL"),
    ],
)
def test_case_164_what_no_database_or_browser_holds_is_refused(
    value: object, sentence: str
) -> None:
    with pytest.raises(BodyError, match=sentence):
        validate(doc({"type": "odd", "attrs": value}))


@pytest.mark.parametrize(
    "value", [None, 7, "doc", [], {}, {"type": "paragraph"}, {"type": ["doc"]}]
)
def test_what_is_no_document_is_refused(value: object) -> None:
    with pytest.raises(BodyError, match="outermost type must be 'doc'"):
        validate(value)


def test_a_schema_can_be_extended_by_further_blocks() -> None:
    box = Block("test.box", "a box", lambda node, pen: pen.blocks(node), content="paragraph+")
    schema = CORE.extended([box])
    clean = validate(doc({"type": "test.box", "content": [p("a")]}), schema)
    assert render(clean, schema).html({}) == "<p>a</p>"
    assert render(clean).html({}) == ""
    with pytest.raises(BodyError, match="a box may not hold a divider"):
        validate(doc({"type": "test.box", "content": [{"type": "horizontalRule"}]}), schema)
