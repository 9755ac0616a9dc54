"""The text of an ini value, to and from Python.

Only what pydantic does not read by itself is read here: durations ("90s", "1h30m", "14d")
and lists (separated by white space, so one item a line works too). Numbers, yes/no words,
sizes ("10MB", "1GiB") and choices are pydantic's.
"""

from __future__ import annotations

import re
from datetime import timedelta
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import ByteSize

_UNITS = {"w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}
_SIZES = {"GiB": 2**30, "GB": 10**9, "MiB": 2**20, "MB": 10**6, "KiB": 2**10, "KB": 10**3, "B": 1}
_PART = re.compile(r"([0-9]{1,15})(ms|w|d|h|m|s)")
_DURATION = re.compile(rf"(?:{_PART.pattern})+")

EXPECTED: dict[Any, str] = {
    bool: "yes or no",
    int: "a whole number",
    float: "a number",
    str: "a text",
    ByteSize: "a size such as 512KB, 10MB or 1GiB",
    timedelta: "a duration such as 30s, 5m, 2h or 14d",
}


def plain_type(annotation: Any) -> Any:
    """Take `X` out of `X | None`; any other annotation is returned as it is."""
    inner = [part for part in get_args(annotation) if part is not NoneType]
    optional = NoneType in get_args(annotation) and len(inner) == 1
    return inner[0] if optional else annotation


def is_optional(annotation: Any) -> bool:
    """Whether the annotation allows None, which an empty value stands for."""
    return NoneType in get_args(annotation)


def expected(annotation: Any) -> str:
    """What a person should have written, in words: "yes or no", "a whole number".

    `Annotated[str, "a colour such as #336699", ...]` says it itself.
    """
    kind = plain_type(annotation)
    if get_origin(kind) is Annotated:
        return next((word for word in kind.__metadata__ if isinstance(word, str)), "a valid value")
    if get_origin(kind) is Literal:
        return "one of: " + ", ".join(str(choice) for choice in get_args(kind))
    if get_origin(kind) in (tuple, list):
        return f"a list of values, each {expected(get_args(kind)[0])}"
    return EXPECTED.get(kind, "a valid value")


def read(annotation: Any, text: str) -> Any:
    """Turn ini text into something pydantic can validate. Raises ValueError."""
    text = text.strip()
    kind = plain_type(annotation)
    if not text and is_optional(annotation):
        return None
    if kind is timedelta:
        return read_duration(text)
    if get_origin(kind) in (tuple, list):
        return text.split()
    return text


def read_duration(text: str) -> timedelta:
    """Read "30s", "1h30m", "14d" or a plain number of seconds. Raises ValueError."""
    compact = "".join(text.split()).lower()
    if re.fullmatch(r"[0-9]{1,12}", compact):
        compact += "s"
    if not _DURATION.fullmatch(compact):
        raise ValueError("not a duration")
    total = sum(int(count) * _UNITS[unit] for count, unit in _PART.findall(compact))
    try:
        return timedelta(milliseconds=total)
    except OverflowError as error:
        raise ValueError("too long a duration") from error


def write(value: Any) -> str:
    """The ini text of a value: `read(type, write(value))` gives the value again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, timedelta):
        return write_duration(value)
    if isinstance(value, ByteSize):
        return write_size(value)
    if isinstance(value, list | tuple):
        return "\n".join(write(item) for item in value)
    return str(value)


def write_duration(value: timedelta) -> str:
    """Write a duration (not negative) in the largest unit that divides it, to a millisecond."""
    total = value // timedelta(milliseconds=1)
    unit = next(unit for unit, size in _UNITS.items() if total % size == 0) if total else "s"
    return f"{total // _UNITS[unit]}{unit}"


def write_size(value: int) -> str:
    """Write a size in bytes in the largest unit that divides it."""
    unit = next(unit for unit, size in _SIZES.items() if value % size == 0) if value else "B"
    return f"{value // _SIZES[unit]}{unit}"
