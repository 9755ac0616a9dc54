"""Instants as people write them: a local time in a zone, which may not exist or exist twice.

Text follows RFC 9557: `2026-03-28T20:00[Europe/Berlin]` or with an offset,
`2026-10-25T02:30+02:00[Europe/Berlin]`, which tells the first from the second 02:30.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

_TEXT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)"
    r"(Z|[+-]\d\d:\d\d)?(?:\[([A-Za-z0-9_+/\-]{1,64})\])?",
    re.ASCII,
)
_RANGE = "This must lie between 0001-01-02 and 9999-12-30, so that every time zone can show it."
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_LAST = datetime(9999, 12, 30, 23, 59, 59, tzinfo=UTC)
_FORM = "This must be a date and a time, such as 2026-03-28T20:00 with a zone or an offset."


def instant(value: Any) -> datetime:
    """The instant in UTC, to the second. Raises `ValueError` with a sentence for editors."""
    try:
        found = value if isinstance(value, datetime) else _read(value)
        if found.tzinfo is None:
            raise ValueError("This time has no zone, so its instant is not known.")
        moment = found.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise ValueError(_RANGE) from None
    if not _FIRST <= moment <= _LAST:
        raise ValueError(_RANGE)
    return moment


def _read(value: Any) -> datetime:
    match = _TEXT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(_FORM)
    day, time, offset, zone = match.groups()
    local = _naive(f"{day}T{time}")
    shift = _offset(offset) if offset else None
    if zone:
        return at_local(local, _zone(zone), shift)
    return local if shift is None else local.replace(tzinfo=timezone(shift))


def at_local(local: datetime, zone: ZoneInfo, offset: timedelta | None = None) -> datetime:
    """The instant when clocks in `zone` show `local`; `offset` chooses where they do so twice.

    Raises `ValueError` for a time that is skipped, or is there twice and not chosen.
    """
    first, second = both(local, zone)
    if first.utcoffset() == second.utcoffset():
        return first
    if _shift(first, second) > timedelta(0):
        raise ValueError(_skipped(local, zone, _shift(first, second)))
    for chosen in (first, second):
        if chosen.utcoffset() == offset:
            return chosen
    raise ValueError(
        f"{_named(local)} is there twice in {zone.key}, because the clocks go back. "
        "Say which one you mean."
    )


def both(local: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """`local` before and after a change of the clocks; the same instant on all other days."""
    first = local.replace(tzinfo=zone, fold=0)
    return first, first.replace(fold=1)


def is_twice(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in `zone` show `local` twice."""
    return _shift(*both(local, zone)) < timedelta(0)


def _shift(first: datetime, second: datetime) -> timedelta:
    return (second.utcoffset() or timedelta(0)) - (first.utcoffset() or timedelta(0))


def _skipped(local: datetime, zone: ZoneInfo, shift: timedelta) -> str:
    return (
        f"{_named(local)} does not exist in {zone.key}, because the clocks go forward. "
        f"Choose another time, such as {local + shift:%H:%M}."
    )


def _named(local: datetime) -> str:
    return f"{local:%H:%M} on {local.day} {local:%B} {local.year}"


def _naive(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a date and time that exists.") from None


def _offset(text: str) -> timedelta:
    if text == "Z":
        return timedelta(0)
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 23 or minutes > 59:
        raise ValueError(_FORM)
    return timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"“{name}” is not a time zone such as Europe/Berlin.") from None
