"""Attributes of nodes and marks: one cleaner each, used on the way in and again when rendering.

A cleaner takes any JSON value and gives back the clean value, or None for "leave it out". It
raises ValueError (a phrase completing "a heading needs ...") when the node makes no sense
without a right value. Attributes without a cleaner do not exist: `class`, `style`, `onclick`
are dropped because nobody declared them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Cleaner = Callable[[object], Any]
Attributes = Mapping[str, Cleaner]

MAX_HREF = 4_000
MAX_TITLE = 500

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LANGUAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+#.\-]{0,39}")
_ANCHOR = re.compile(r"[\w][\w.:\-]{0,119}")
_IGNORED_BY_BROWSERS = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029]")
_SCHEME = re.compile(r"([^/?#:]*):")
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def uid(value: object) -> str | None:
    """A UUID in canonical lower-case text (RFC 9562), else None."""
    text = value.lower() if isinstance(value, str) else ""
    return text if _UUID.fullmatch(text) else None


def href(value: object) -> str | None:
    """A link address with an allowed scheme, or a relative one; None for anything else.

    Browsers drop tab and newline anywhere and control characters at the ends of an address
    (WHATWG URL, section 4.4), so the scheme is read with all of those removed.
    """
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_HREF:
        return None
    scheme = _SCHEME.match(_IGNORED_BY_BROWSERS.sub("", value))
    if scheme and scheme[1].lower() not in SAFE_SCHEMES:
        return None
    return re.sub("[\x00-\x1f\x7f]", "", value).strip()


def anchor(value: object) -> str | None:
    """The id of a heading, as it stands after `#` in an address."""
    return value if isinstance(value, str) and _ANCHOR.fullmatch(value) else None


def title(value: object) -> str | None:
    """A short plain text: the tool tip of a link."""
    return value[:MAX_TITLE] if isinstance(value, str) and value else None


def language(value: object) -> str | None:
    """The name of a programming language as written after ``` in Markdown."""
    return value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else None


def level(value: object) -> int:
    """A heading level: 1 becomes 2, because the page's title is the only first level."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 6:
        raise ValueError("a level from 2 to 6")
    return max(2, value)


def start(value: object) -> int | None:
    """The first number of an ordered list; left out when it is 1."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 999_999_999:
        return None
    return None if value == 1 else value


def span(value: object) -> int | None:
    """How many columns or rows a table cell covers; left out when it is 1."""
    if isinstance(value, bool) or not isinstance(value, int) or not 2 <= value <= 100:
        return None
    return value
