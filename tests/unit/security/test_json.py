"""`request.json_body` reads hostile documents without an exception of its own (case 172)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyramid.httpexceptions import HTTPBadRequest
from webtest import TestApp

from mastaba.security.wire_json import read_json
from tests.support.edge_app import make_app

HOSTILE = [
    b"",
    b"{",
    b"[1,",
    b"nul",
    b"'a'",
    b"\xef\xbb\xbf{}",
    b'{"a": 1, "a": 2}',
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"1" * 5000,
    b"-" + b"9" * 19,
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"[" * 200 + b"]" * 200,
    b'"\\ud800"',
    b'"\\u0000"',
    b'{"\\u0000": 1}',
    b"\xff",
    b'"\xc0\xaf"',
    "[]".encode("utf-16"),
    b"[1] x",
]


@pytest.mark.parametrize("body", HOSTILE)
def test_case_172_a_hostile_document_is_refused_with_a_sentence(body: bytes) -> None:
    with pytest.raises(HTTPBadRequest) as caught:
        read_json(body)
    assert str(caught.value).startswith("The JSON document was refused: ")


@pytest.fixture
def app() -> TestApp:
    return make_app()


def send(app: TestApp, body: bytes, kind: str) -> Any:
    token = app.get("/form").text
    headers = {"Content-Type": kind, "X-CSRF-Token": token}
    return app.post("/document", body, headers, expect_errors=True)


def test_case_172_a_view_answers_400(app: TestApp) -> None:
    for body in (b"[" * 100_000, b"9" * 5000, b"{"):
        assert send(app, body, "application/json").status_int == 400


def test_case_172_another_character_set_is_400(app: TestApp) -> None:
    assert send(app, b"{}", "application/json; charset=utf-16").status_int == 400
    assert send(app, b"{}", "application/json; charset=UTF-8").text == "{}"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/json"])
def test_case_043_a_form_or_text_body_at_a_json_view_is_415(app: TestApp, kind: str) -> None:
    assert send(app, b"{}", kind).status_int == 415


def test_derived_json_types_are_read(app: TestApp) -> None:
    assert send(app, b"[1]", "application/merge-patch+json").text == "[1]"


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18) + 1, 10**18 - 1)
    | TEXT
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(DOCUMENTS)
def test_an_ordinary_document_is_read_as_it_is(document: Any) -> None:
    assert read_json(json.dumps(document).encode()) == document


@given(
    st.binary(max_size=60)
    | st.text('[]{}",:0123456789.eE+-aNtrufls\\', max_size=60).map(str.encode)
)
def test_no_bytes_raise_anything_but_a_refusal(body: bytes) -> None:
    try:
        read_json(body)
    except HTTPBadRequest as error:
        assert error.status_int == 400
