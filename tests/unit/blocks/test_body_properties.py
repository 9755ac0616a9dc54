"""What holds for every body, found by generated ones."""

from __future__ import annotations

import copy
from typing import Any

import nh3
import pytest
from hypothesis import given

from mastaba.blocks import (
    BodyError,
    excerpt,
    from_html,
    links,
    plain_text,
    render,
    validate,
    word_count,
)
from tests.unit.blocks.documents import (
    ALLOWED,
    UID,
    Parsed,
    documents,
    json_values,
    only_allowed,
    words,
)

Json = dict[str, Any]


@given(documents)
def test_validating_twice_changes_nothing_more(doc: Json) -> None:
    once = validate(doc)
    assert validate(copy.deepcopy(once)) == once


@given(documents)
def test_validating_leaves_the_given_document_alone(doc: Json) -> None:
    before = copy.deepcopy(doc)
    validate(doc)
    assert doc == before


@given(documents)
def test_every_top_level_block_has_a_uid_of_its_own(doc: Json) -> None:
    uids = [block["attrs"]["uid"] for block in validate(doc)["content"]]
    assert len(set(uids)) == len(uids)


@given(documents)
def test_rendered_html_holds_only_allowed_tags_and_attributes(doc: Json) -> None:
    html = render(validate(doc)).html({UID: "/x?a=1&b=2"})
    assert only_allowed(html)


@given(documents)
def test_an_html5_parser_with_the_allow_list_finds_nothing_to_remove(doc: Json) -> None:
    html = str(render(validate(doc)).html({}))
    cleaned = nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes=ALLOWED,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )
    assert words(Parsed(cleaned).text) == words(Parsed(html).text)
    assert [tag for tag, _ in Parsed(cleaned).tags] == [tag for tag, _ in Parsed(html).tags]


@given(documents)
def test_every_text_is_shown(doc: Json) -> None:
    clean = validate(doc)
    assert words(Parsed(render(clean).html({})).text) == words(plain_text(clean))


@given(documents)
def test_html_read_back_keeps_the_text(doc: Json) -> None:
    clean = validate(doc)
    back = from_html(str(render(clean).html({})))
    assert words(plain_text(back.doc)) == words(plain_text(clean))


@given(documents)
def test_links_named_are_the_links_rendered(doc: Json) -> None:
    clean = validate(doc)
    assert render(clean).links == links(clean)


@given(json_values)
def test_any_json_is_a_document_or_a_body_error(value: object) -> None:
    for candidate in (
        value,
        {"type": "doc", "content": value},
        {"type": "doc", "content": [value]},
    ):
        try:
            doc = validate(candidate)
        except BodyError as error:
            assert str(error).endswith(".")
        else:
            assert only_allowed(render(doc).html({}))
            assert word_count(doc) >= 0
            assert len(excerpt(doc, 50)) <= 50
            assert links(doc) == render(doc).links


@given(json_values)
def test_attributes_of_any_kind_never_break_a_node(value: object) -> None:
    for kind in ("paragraph", "heading", "table", "orderedList", "text", "listItem"):
        node = {"type": kind, "attrs": value, "marks": value, "content": [{"type": "text"}]}
        with pytest.raises(BodyError):
            validate({"type": "doc", "content": [node, {"type": "text", "text": "x"}]})
