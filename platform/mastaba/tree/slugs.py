"""Slugs: the last segment of a node's address, Unicode by default."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MAX_LENGTH = 120
RESERVED = frozenset(
    {
        "admin", "api", "login", "logout", "robots.txt", ".well-known",
        "favicon.ico", "sitemap.xml", "-",
    }
)  # fmt: skip
_HYPHENS = re.compile("-+")


class SlugError(ValueError):
    """A slug that cannot be used; its text is a sentence for the editor."""


def slugify(title: str) -> str:
    """A slug for `title`: NFKC, lower case, words joined by hyphens; `untitled` when empty."""
    text = unicodedata.normalize("NFKC", title).casefold()
    text = _HYPHENS.sub("-", "".join(_kept(unicodedata.normalize("NFC", text))))
    text = text.strip("-.")[:MAX_LENGTH].strip("-.")
    return unicodedata.normalize("NFC", text) or "untitled"


def _kept(text: str) -> Iterator[str]:
    """Letters, digits and dots; a combining mark stays with its letter, all else is a hyphen."""
    before = "-"
    for character in text:
        kind = unicodedata.category(character)[0]
        belongs = kind in "LN" or character == "." or (kind == "M" and before not in "-.")
        before = character if belongs else "-"
        yield before


def check_slug(slug: str, *, at_root: bool) -> str:
    """`slug` in NFC; raises `SlugError` naming what cannot be used and what to do."""
    slug = unicodedata.normalize("NFC", slug.strip())
    if problem := _problem(slug, at_root):
        raise SlugError(problem)
    return slug


def _problem(slug: str, at_root: bool) -> str | None:
    if not slug:
        return "The address needs at least one letter or digit."
    if len(slug) > 200:
        return f"The address has {len(slug)} characters; at most 200 fit."
    if slug[0] in "@_." or slug == "-":
        return f"An address cannot start with “{slug[0]}”; begin with a letter or a digit."
    if any(c in "/\\?#%" or c.isspace() or unicodedata.category(c)[0] == "C" for c in slug):
        return "An address cannot contain spaces, control characters or any of / \\ ? # %."
    if at_root and slug.casefold() in RESERVED:
        return f"“{slug}” is an address of the system; choose another one."
    return None
