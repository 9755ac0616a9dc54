"""One maker of made-up values per field type; types that are missing here stay empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from mastaba.cli.seeding import words
from mastaba.cli.seeding.documents import body, short_text
from mastaba.fields import BoundField, fields_of

FIRST = date(2020, 1, 1)
DAYS = 2000
COLOURS = ("#1a7f37", "#0969da", "#9a6700", "#cf222e", "#8250df")


def _tags(_bound: BoundField, random: Random) -> list[str]:
    return random.sample(words.NOUNS, random.randint(0, 3))


def _number(bound: BoundField, random: Random) -> int:
    low = 0 if bound.rules.ge is None else int(bound.rules.ge)
    high = low + 1000 if bound.rules.le is None else int(bound.rules.le)
    return random.randint(min(low, high), high)


def _decimal(bound: BoundField, random: Random) -> Decimal:
    return Decimal(_number(bound, random))


def _day(_bound: BoundField, random: Random) -> date:
    return FIRST + timedelta(days=random.randrange(DAYS))


def _instant(bound: BoundField, random: Random) -> datetime:
    day = _day(bound, random)
    return datetime(day.year, day.month, day.day, random.randint(8, 20), tzinfo=UTC)


def _choice(bound: BoundField, random: Random) -> str:
    return random.choice(list(bound.rules.choices or {}))


def _choices(bound: BoundField, random: Random) -> list[str]:
    offered = list(bound.rules.choices or {})
    return random.sample(offered, random.randint(0, len(offered)))


def _items(bound: BoundField, random: Random) -> list[dict[str, Any]]:
    group: Any = bound.group
    parts = [part for part in fields_of(group) if part.type.name in MAKERS]
    return [
        {part.name: MAKERS[part.type.name](part, random) for part in parts}
        for _ in range(random.randint(0, 3))
    ]


def _line(bound: BoundField, random: Random) -> str:
    return words.sentence(random)[: bound.max_length].strip()


def _address(random: Random) -> str:
    return f"{random.choice(words.NOUNS)}-{random.randint(1, 999)}"


Maker = Callable[[BoundField, Random], Any]
MAKERS: dict[str, Maker] = {
    "line": _line,
    "text": _line,
    "boolean": lambda _bound, random: random.random() < 0.5,
    "number": _number,
    "decimal": _decimal,
    "date": _day,
    "datetime": _instant,
    "choice": _choice,
    "choices": _choices,
    "tags": _tags,
    "url": lambda _bound, random: f"https://example.org/{_address(random)}",
    "email": lambda _bound, random: f"{_address(random)}@example.org",
    "colour": lambda _bound, random: random.choice(COLOURS),
    "json": lambda _bound, random: {"seed": random.randint(0, 999)},
    "items": _items,
    "body": lambda _bound, random: body(random),
    "richtext": lambda _bound, random: short_text(random),
}
