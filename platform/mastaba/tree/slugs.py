"""Slugs: the last segment of a node's address, Unicode by default."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

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


def normal(slug: str) -> str:
    """The one form of a slug: NFKC, lower case, NFC, without white space at its ends."""
    folded = unicodedata.normalize("NFKC", slug.strip()).casefold()
    return unicodedata.normalize("NFC", folded)


def check_slug(slug: str, *, at_root: bool, views: Collection[str] = ()) -> str:
    """`slug` in its normal form; raises `SlugError` naming what cannot be used and what to do.

    `views` are names that no page may have. Letters of different alphabets that look alike stay
    different: a rule that tells them apart would forbid honest words.
    """
    return _checked(normal(slug), at_root, views)


def check_segment(segment: str, *, at_root: bool) -> str:
    """The same for a part of a former address, which keeps its case."""
    return _checked(unicodedata.normalize("NFC", segment.strip()), at_root, ())


def _checked(slug: str, at_root: bool, views: Collection[str]) -> str:
    if problem := _problem(slug, at_root, views):
        raise SlugError(problem)
    return slug


def _problem(slug: str, at_root: bool, views: Collection[str]) -> str | None:
    if not slug:
        return "The address needs at least one letter or digit."
    if len(slug) > 200:
        return f"The address has {len(slug)} characters; at most 200 fit."
    if slug[0] in "@_." or slug == "-":
        return f"An address cannot start with “{slug[0]}”; begin with a letter or a digit."
    if any(c in "/\\?#%" or c.isspace() or unicodedata.category(c)[0] == "C" for c in slug):
        return "An address cannot contain spaces, invisible characters or any of / \\ ? # %."
    if (at_root and slug.casefold() in RESERVED) or slug in views:
        return f"“{slug}” is an address of the system; choose another one."
    return None
