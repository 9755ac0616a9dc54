"""One declaration: its fields, its model, its form."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import LargeBinary
from webob.multidict import MultiDict

from mastaba.content.blocks.registry import Blocks
from mastaba.fields import fields_of, input_model
from mastaba.fields.columns import field_type_of
from mastaba.forms import form_fields, read_form
from mastaba.plugins import Plugins
from mastaba_pages.models import TOPICS, Page

REQUEST = SimpleNamespace(
    time_zone="UTC", kept_terms={TOPICS: ()}, registry={Blocks: Blocks(), Plugins: Plugins()}
)
NONE: dict[str, object] = {"tags": [], "topics": []}
UID = "01930000-0000-7000-8000-000000000001"
TEXT = {"type": "doc", "content": [{"type": "paragraph", "attrs": {"uid": UID}}]}


def test_fields_of_a_type_are_its_own_and_those_of_the_node() -> None:
    assert [bound.name for bound in fields_of(Page)] == [
        "title",
        "summary",
        "in_menu",
        "body",
        "tags",
        "topics",
    ]


def test_defaults_come_from_the_columns() -> None:
    made = input_model(Page)(title="A", body=TEXT).model_dump()
    assert made == {"title": "A", "summary": None, "in_menu": True, "body": TEXT, **NONE}


def test_a_default_body_has_block_uids_from_the_start() -> None:
    made = input_model(Page)(title="A").model_dump()["body"]
    assert input_model(Page)(title="A", body=made).model_dump()["body"] == made


def test_two_inputs_share_no_default() -> None:
    first, second = input_model(Page)(title="A"), input_model(Page)(title="B")
    first.tags.append("x")  # type: ignore[attr-defined]  # a class made at run time
    assert second.model_dump()["tags"] == []


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({}, "title"),
        ({"title": ""}, "title"),
        ({"title": "   "}, "title"),
        ({"title": "two\nlines"}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"title": "nul\x00"}, "title"),
        ({"title": "A", "summary": "\ud800"}, "summary"),
        ({"title": "A", "tags": ["x" * 81]}, "tags"),
        ({"title": "A", "tags": [str(n) for n in range(51)]}, "tags"),
        ({"title": "A", "tags": 3}, "tags"),
        ({"title": "A", "body": "text"}, "body"),
        ({"title": "A", "owner_id": 1}, "owner_id"),
    ],
)
def test_case_165_what_a_field_refuses(data: dict[str, object], name: str) -> None:
    with pytest.raises(ValidationError) as caught:
        input_model(Page).model_validate(data)
    assert {error["loc"][0] for error in caught.value.errors()} == {name}


@given(st.lists(st.text(max_size=20), max_size=10))
def test_tags_are_distinct_trimmed_and_in_order(tags: list[str]) -> None:
    usable = [t for t in tags if "\x00" not in t and not any("\ud800" <= c <= "\udfff" for c in t)]
    made = input_model(Page)(title="A", tags=usable).model_dump()["tags"]
    assert made == list(
        dict.fromkeys(t.replace("\r\n", "\n").strip() for t in usable if t.strip())
    )


def test_a_form_reads_back_what_it_shows() -> None:
    own = {"title": "Träume", "summary": None, "in_menu": False, "body": TEXT}
    data = {**own, "tags": ["a", "b"], "topics": []}
    shown = form_fields(REQUEST, Page, data)
    posted = MultiDict({name: field.value or "" for name, field in shown.items()})
    posted["in_menu"] = ""
    assert input_model(Page)(**read_form(REQUEST, Page, posted)).model_dump() == data


def test_a_check_box_counts_beside_its_hidden_twin() -> None:
    posted = MultiDict([("in_menu", ""), ("in_menu", "true")])
    assert read_form(REQUEST, Page, posted) == {"in_menu": True}
    assert read_form(REQUEST, Page, {"in_menu": ""}) == {"in_menu": False}
    assert read_form(REQUEST, Page, {}) == {}


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "NaN,"])
def test_case_172_a_body_that_is_not_json_is_refused_by_its_field(text: str) -> None:
    read = read_form(REQUEST, Page, {"title": "A", "body": text})
    with pytest.raises(ValidationError):
        input_model(Page).model_validate(read)


def test_errors_reach_their_field() -> None:
    shown = form_fields(REQUEST, Page, {}, {"title": "This is needed."})
    assert shown["title"].error == "This is needed."
    assert shown["title"].required
    assert shown["summary"].optional


def test_a_column_type_without_field_type_is_named() -> None:
    with pytest.raises(TypeError, match="LargeBinary"):
        field_type_of(LargeBinary())
