"""Two pieces of HTML side by side and as one, with what is gone and what is new marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml.html.diff import htmldiff
from markupsafe import Markup

# Comparing words costs their product; above this both texts are shown one after the other.
LONGEST = 120_000  # characters of HTML
_INS = re.compile(r"<ins>.*?</ins>", re.DOTALL)
_DEL = re.compile(r"<del>.*?</del>", re.DOTALL)
_HOLLOW = re.compile(r"<(p|li|h[1-6]|blockquote)>\s*</\1>")
# lxml puts what is new before what is gone; people expect it the other way round.
_SWAPPED = re.compile(
    r"(<ins>(?:(?!</?ins>).)*</ins>)(\s*)(<del>(?:(?!</?del>).)*</del>)", re.DOTALL
)


@dataclass(frozen=True)
class Sides:
    """What was, what is, and both in one; words that differ are in `<del>` and `<ins>`."""

    left: Markup
    right: Markup
    both: Markup


def sides(before: Markup, after: Markup) -> Sides:
    """Compare two pieces of HTML that are safe already."""
    if before == after:
        return Sides(before, after, before)
    if not before or not after or len(before) + len(after) > LONGEST:
        return whole(before, after)
    merged = _SWAPPED.sub(r"\3\2\1", htmldiff(str(before), str(after)))
    return Sides(_safe(_without(_INS, merged)), _safe(_without(_DEL, merged)), _safe(merged))


def whole(before: Markup, after: Markup) -> Sides:
    """One gone as a whole and one new as a whole; either may be empty."""
    gone = Markup('<div class="block-removed">{}</div>').format(before) if before else Markup()
    new = Markup('<div class="block-added">{}</div>').format(after) if after else Markup()
    return Sides(gone, new, gone + new)


def joined(parts: list[Sides], wrap: Callable[[Markup], Markup]) -> Sides:
    """Several beside each other, such as the cells of a row, each side wrapped."""
    every = (
        Markup().join(side)
        for side in zip(*((part.left, part.right, part.both) for part in parts), strict=True)
    )
    return Sides(*(wrap(side) for side in every)) if parts else Sides(*[wrap(Markup())] * 3)


def _without(pattern: re.Pattern[str], html: str) -> str:
    """What one side does not have; an element that held nothing else goes with it."""
    return _HOLLOW.sub("", pattern.sub("", html))


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - made of two pieces that were safe
