"""Which tables belong to a plugin, by name alone."""

from __future__ import annotations

import pytest

from mastaba.content.lifecycle.tables import own_names

TABLES = (
    "mastaba_version_core",
    "mastaba_version_event",
    "mastaba_version_event_extra",
    "node",
    "account",
    "account_group",
    "event_event",
    "event_extra_day",
    "event_extras",
    "eventful",
    "pages_page",
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("event", ["event_event", "event_extras"]),
        ("event_extra", ["event_extra_day"]),
        ("eve", []),
        ("account", []),  # a table of the core, whatever a plugin is called
        ("mastaba", []),
        ("", []),
    ],
)
def test_the_longer_name_of_another_owner_wins(name: str, expected: list[str]) -> None:
    assert own_names(name, TABLES) == expected
