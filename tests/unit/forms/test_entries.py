"""The buttons of repeated entries, as a form without script sends them."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.forms.entries import step
from tests.support.every_field import Everything

ABC: dict[str, Any] = {"title": "T", "speakers": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}


@pytest.mark.parametrize(
    ("pressed", "names"),
    [
        ("add speakers 0", "abc+"),
        ("up speakers 2", "bac"),
        ("up speakers 1", "abc"),
        ("down speakers 2", "acb"),
        ("down speakers 3", "abc"),
        ("remove speakers 2", "ac"),
        ("remove speakers 9", "abc"),
        ("remove speakers -1", "abc"),
        ("remove speakers ²", "abc"),
        ("remove title 1", "abc"),
        ("", "abc"),
    ],
)
def test_a_button_changes_the_entries_and_nothing_else(pressed: str, names: str) -> None:
    after = step(Everything, ABC, pressed)
    assert "".join(entry.get("name", "+") for entry in after["speakers"]) == names
    assert after["title"] == "T"
    assert [entry["name"] for entry in ABC["speakers"]] == ["a", "b", "c"]
