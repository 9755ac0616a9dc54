"""What the filter of a list takes from an address."""

from __future__ import annotations

import pytest

from mastaba.admin.filters import Filters, filters_of


@pytest.mark.parametrize("sort", ["password_hash", "-acl_id", "title; DROP", "--", "body"])
def test_case_107_nothing_sorts_but_what_is_shown(sort: str) -> None:
    assert filters_of({"sort": sort, "password_hash": "x", "owner_id": "1"}) == Filters()
