"""What forms and addresses give us never reaches SQL as something else."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyramid.httpexceptions import HTTPBadRequest

from mastaba.admin.given import LARGEST_KEY, needed_number, number
from mastaba.db.uuid7 import is_uid


@given(st.integers(min_value=0, max_value=LARGEST_KEY))
def test_every_key_is_read_back(key: int) -> None:
    assert number(str(key)) == key


@given(st.text() | st.integers(max_value=-1).map(str) | st.integers(LARGEST_KEY + 1).map(str))
def test_nothing_else_is_a_key(text: str) -> None:
    value = number(text)
    assert value is None or (text.isascii() and int(text) == value <= LARGEST_KEY)


def test_a_missing_number_is_a_sentence() -> None:
    with pytest.raises(HTTPBadRequest, match="which page is meant"):
        needed_number(None, "page")


def test_uids_are_known_by_their_canonical_text() -> None:
    uid = uuid4()
    assert is_uid(str(uid))
    assert is_uid(str(uid).upper())
    assert not is_uid(uid.hex)


@given(st.text())
def test_any_text_is_asked_without_harm(text: str) -> None:
    assert is_uid(text) is False or str(UUID(text)) == text.lower()
