"""Order keys: there is always room, and keys at the ends stay short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.tree.order import FIRST, key_between


def test_the_first_key() -> None:
    assert key_between(None, None) == FIRST


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=120))
def test_inserting_anywhere_keeps_keys_sorted_and_distinct(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        low = keys[at - 1] if at else None
        high = keys[at] if at < len(keys) else None
        keys.insert(at, key_between(low, high))
    assert keys == sorted(set(keys))


def test_a_thousand_keys_at_either_end_stay_short() -> None:
    last = first = FIRST
    for _ in range(4000):
        last, first = key_between(last, None), key_between(None, first)
    assert len(last) <= 4
    assert len(first) <= 4
    assert first < FIRST < last


@pytest.mark.parametrize(("low", "high"), [("a1", "a0"), ("a0", "a0")])
def test_neighbours_in_the_wrong_order_are_refused(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="does not sort before"):
        key_between(low, high)


def test_text_that_is_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="not an order key"):
        key_between("c", None)


@pytest.mark.parametrize(
    ("low", "high"),
    [("az", "b00"), ("Zz", "a0"), ("a0", "a0V"), ("a0V", "a0W"), ("a0", "a00V"), ("zz", None)],
)
def test_at_the_seams(low: str, high: str | None) -> None:
    key = key_between(low if low != "zz" else "z" + "z" * 26, high)
    assert (low if low != "zz" else "z" + "z" * 26) < key
    assert high is None or key < high


def test_no_room_before_the_very_first_key() -> None:
    with pytest.raises(ValueError, match="no room"):
        key_between(None, "A" + "0" * 26)
