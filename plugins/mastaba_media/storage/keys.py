"""Keys: short plain paths that mean the same on every file system and in every bucket."""

from __future__ import annotations

import re

LONGEST = 200
_PART = r"[0-9a-z_][0-9a-z_.-]{0,99}"
_KEY = re.compile(rf"{_PART}(/{_PART}){{0,5}}", re.ASCII)


def checked(key: str) -> str:
    """The key. Raises `ValueError` when it is none, so that nothing lies outside the storage."""
    if len(key) > LONGEST or not _KEY.fullmatch(key):
        raise ValueError(
            f"{key[:60]!r} is no key: expected parts of small letters, digits, dots, hyphens and "
            "underscores, with a slash between them."
        )
    return key


def checked_prefix(prefix: str) -> str:
    """A prefix of keys that ends between two parts: empty, or `renditions/ab/`."""
    if prefix:
        checked(prefix.rstrip("/"))
    return prefix and prefix.rstrip("/") + "/"
