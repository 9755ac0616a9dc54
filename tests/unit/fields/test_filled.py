"""What suites fill in where a test gives no value."""

from __future__ import annotations

from decimal import Decimal

from mastaba.fields import Group, field
from mastaba.testing.fill import filled


class Bounded(Group):
    """Numbers that must be filled in."""

    any: int = field(label="Any")
    few: int = field(label="Few", ge=0, le=5)
    many: int = field(label="Many", ge=10, le=20)
    part: Decimal = field(label="Part", ge=0, le=Decimal("0.5"))


def test_numbers_lie_within_their_bounds() -> None:
    found = filled(Bounded, str)  # type: ignore[arg-type]  # a group has fields as a type has
    assert found == {"any": 7, "few": 5, "many": 10, "part": "0.5"}
