"""Time-ordered identifiers (UUIDv7, RFC 9562 section 5.7); Python's own arrives with 3.14."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def uuid7() -> str:
    """A new UUIDv7 as canonical text: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))


def is_uid(text: str) -> bool:
    """Whether `text` can be a uid at all."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
