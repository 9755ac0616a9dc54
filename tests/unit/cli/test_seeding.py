"""The shape and the text of synthetic trees."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.api import Content
from mastaba.blocks import validate, word_count
from mastaba.cli.seeding.documents import body
from mastaba.cli.seeding.shape import levels, parent_of
from mastaba.cli.seeding.values import data_for
from mastaba.fields import fields_of, input_model
from mastaba_pages.models import Page, Section
from tests.support.every_field import Everything


@given(st.integers(1, 12), st.integers(0, 20_000))
def test_levels_hold_every_page_and_none_is_empty(depth: int, more: int) -> None:
    sizes = levels(depth + more, depth)
    assert len(sizes) == depth
    assert sum(sizes) == depth + more
    assert min(sizes) >= 1


def test_most_pages_are_deep() -> None:
    assert levels(10_000, 4)[-1] > 5_000


@pytest.mark.parametrize(("pages", "depth"), [(3, 4), (5, 0)])
def test_fewer_pages_than_levels_are_refused(pages: int, depth: int) -> None:
    with pytest.raises(ValueError, match="levels"):
        levels(pages, depth)


@given(st.integers(1, 500), st.integers(1, 100))
def test_children_are_spread_evenly(children: int, parents: int) -> None:
    counts = [0] * parents
    for index in range(children):
        counts[parent_of(index, children, parents)] += 1
    assert max(counts) - min(counts) <= 1


@given(st.integers(0, 10_000))
def test_made_up_bodies_are_valid_as_they_are(seed: int) -> None:
    document = body(Random(seed))
    assert validate(document) == document
    assert word_count(document) > 100


REFERRING = {"reference", "references", "term", "terms"}


@pytest.mark.parametrize("model", [Page, Section, Everything])
@pytest.mark.parametrize("seed", range(20))
def test_every_field_gets_a_value_that_its_form_accepts(model: type[Content], seed: int) -> None:
    """But those that refer to nodes, and those of a plugin's own type."""
    data = data_for(model, Random(seed))
    empty = {bound.type.name for bound in fields_of(model) if bound.name not in data}
    assert empty <= REFERRING | {"isbn"}
    input_model(model).model_validate(data)


def test_the_same_seed_gives_the_same_words() -> None:
    first, second = (data_for(Page, Random(3)) for _ in range(2))
    assert first["title"] == second["title"]
    assert first["title"] != data_for(Page, Random(4))["title"]
