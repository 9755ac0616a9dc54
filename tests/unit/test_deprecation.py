"""A name that leaves works for one version more, and says so to who uses it."""

from __future__ import annotations

import pytest

from mastaba import api
from mastaba.deprecation import MastabaDeprecation, Renamed, deprecated, old_name

TABLE = {"make": Renamed("create", since="0.2", goes="0.3")}


def test_an_old_name_works_and_names_the_new_one() -> None:
    says = "mastaba.api.make is called create since 0.2 and goes with 0.3"
    with pytest.warns(MastabaDeprecation, match=says) as caught:
        found = old_name("mastaba.api", "make", vars(api), TABLE)
    assert found is api.create
    assert len(caught) == 1


def test_a_name_that_never_was_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"mastaba\.api has no 'creat'"):
        api.creat  # noqa: B018 # type: ignore[attr-defined]


def test_a_deprecated_function_warns_the_line_that_calls_it() -> None:
    @deprecated("0.2", "0.3", "twice()")
    def double(number: int) -> int:
        return 2 * number

    with pytest.warns(MastabaDeprecation, match=r"use twice\(\)") as caught:
        assert double(4) == 8
    assert caught[0].filename == __file__
