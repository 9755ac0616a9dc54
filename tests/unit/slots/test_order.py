"""The order of a slot's items, on random wishes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.slots.order import in_order
from mastaba.slots.registry import Item

SLOT = "event.slot"


def order(*items: Item) -> str:
    return " ".join(item.id for item in in_order(items))


def item(id: str, **options: Any) -> Item:
    return Item(SLOT, id, **options)


@pytest.mark.parametrize(
    ("wish", "order_of_four"),
    [
        ({}, "a b c d"),
        ({"before": ("b",)}, "a d b c"),
        ({"after": ("a",)}, "a d b c"),
        ({"before": ("a",)}, "d a b c"),
        ({"after": ("a",), "before": ("b", "absent")}, "a d b c"),
        ({"after": ("absent",)}, "a b c d"),
    ],
)
def test_an_item_stands_beside_the_one_it_names(wish: dict[str, Any], order_of_four: str) -> None:
    assert order(item("a"), item("b"), item("c"), item("d", **wish)) == order_of_four


def test_two_that_name_each_other_agree() -> None:
    assert order(item("c"), item("a", after=("b",)), item("b", before=("a",))) == "c b a"


@given(st.data())
def test_any_order_that_can_be_kept_is_kept(data: Any) -> None:
    size = data.draw(st.integers(1, 8))
    ids = [f"event.{number}" for number in data.draw(st.permutations(range(size)))]
    pairs = [(a, b) for number, a in enumerate(ids) for b in ids[number + 1 :]]
    wanted = data.draw(st.lists(st.sampled_from(pairs), max_size=8)) if pairs else []
    ahead = {id: tuple(b for a, b in wanted[::2] if a == id) for id in ids}
    behind = {id: tuple(a for a, b in wanted[1::2] if b == id) for id in ids}
    registered = data.draw(st.permutations(ids))
    items = [Item(SLOT, id, before=ahead[id], after=behind[id]) for id in registered]
    found = [item.id for item in in_order(items)]
    assert sorted(found) == sorted(ids)
    assert all(found.index(a) < found.index(b) for a, b in wanted)
    if not wanted:
        assert found == list(registered)
