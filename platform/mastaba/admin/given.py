"""What a form or an address gives us, made safe before SQL sees it."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPBadRequest

LARGEST_KEY = (1 << 63) - 1


def number(text: str | None) -> int | None:
    """A key or version from a form; None for what is no number that fits the database."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 19:
        return None
    value = int(text)
    return value if value <= LARGEST_KEY else None


def needed_number(text: str | None, what: str) -> int:
    """As `number`, but raises `HTTPBadRequest` when there is none."""
    value = number(text)
    if value is None:
        raise HTTPBadRequest(f"The form did not say which {what} is meant; open the page again.")
    return value
