"""Fractional order keys: text that sorts bytewise and always has room before, between, after.

A key is an integer part (its first letter tells how many digits follow, so that keys at the ends
increment instead of growing) and an optional fraction. The scheme is described in "Implementing
Fractional Indexing" (D. Greenspan, Observable, 2020).
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FIRST = "a0"


def key_between(low: str | None, high: str | None) -> str:
    """A key strictly between two neighbours; None means "no neighbour there".

    Raises `ValueError` when `low` does not sort before `high`.
    """
    if low is not None and high is not None and low >= high:
        raise ValueError(f"{low!r} does not sort before {high!r}")
    if low is None:
        return FIRST if high is None else _before(high)
    return _after(low) if high is None else _inside(low, high)


def _inside(low: str, high: str) -> str:
    low_int, high_int = _integer(low), _integer(high)
    if low_int == high_int:
        return low_int + _middle(low[len(low_int) :], high[len(high_int) :])
    following = _step(low_int, +1)
    if following is not None and following < high:
        return following
    return low_int + _middle(low[len(low_int) :], None)


def _before(high: str) -> str:
    integer = _integer(high)
    if high != integer:
        return integer
    previous = _step(integer, -1)
    if previous is None:
        raise ValueError("no room before the first key")
    return previous


def _after(low: str) -> str:
    integer = _integer(low)
    following = _step(integer, +1)
    return following if following is not None else integer + _middle(low[len(integer) :], None)


def _integer(key: str) -> str:
    head = key[0]
    length = ord(head) - ord("a") + 2 if head >= "a" else ord("Z") - ord(head) + 2
    if len(key) < length:
        raise ValueError(f"{key!r} is not an order key")
    return key[:length]


def _step(integer: str, by: int) -> str | None:
    """The integer part before or after; None when the 52 lengths are used up."""
    digits = [DIGITS.index(c) for c in integer[1:]]
    for place in range(len(digits) - 1, -1, -1):
        digits[place] += by
        if 0 <= digits[place] < len(DIGITS):
            return integer[0] + "".join(DIGITS[d] for d in digits)
        digits[place] %= len(DIGITS)
    return _next_length(integer[0], by)


def _next_length(head: str, by: int) -> str | None:
    if by > 0:
        if head == "z":
            return None
        following = "a" if head == "Z" else chr(ord(head) + 1)
        zeros = (
            ord(following) - ord("a") + 1 if following >= "a" else ord("Z") - ord(following) + 1
        )
        return following + DIGITS[0] * zeros
    if head == "A":
        return None
    previous = "Z" if head == "a" else chr(ord(head) - 1)
    nines = ord(previous) - ord("a") + 1 if previous >= "a" else ord("Z") - ord(previous) + 1
    return previous + DIGITS[-1] * nines


def _middle(low: str, high: str | None) -> str:
    """A fraction between two fractions (without trailing zeros); `high` None means 1."""
    if high is not None:
        shared = 0
        while shared < len(high) and (low[shared : shared + 1] or "0") == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _middle(low[shared:], high[shared:])
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high else len(DIGITS)
    if last - first > 1:
        return DIGITS[(first + last) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[first] + _middle(low[1:], None)
