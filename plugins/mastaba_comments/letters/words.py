"""The words of the letters: counts, titles of pages and links, nothing that anybody wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LISTED = 10  # pages or links in one letter

TO_MODERATOR = """Hello,

{number} for you at {site}{new}:

{pages}
Look at them here:
{link}

You get this at most {every}, and only when something new is there.
No more such mails: {end}
"""
ASK = """Hello,

somebody, we suppose you, wrote a comment at {site} with this mail address and wishes to be told of
answers. Please say whether that is so; until then we send nothing more:
{link}

If it was not you, you need not do anything.
"""
ANSWERED = """Hello,

{number} at {site}:

{links}
No more such mails: {end}
"""


def things(number: int, most: int) -> str:
    """`1 comment waits`, `7 comments wait`, `1000 or more comments wait`."""
    if number == 1:
        return "1 comment waits"
    return f"{number}{' or more' if number >= most else ''} comments wait"


def by_page(titles: Sequence[str]) -> str:
    """A line for each page, with how many of the newest are on it."""
    counts: dict[str, int] = {}
    for title in titles:
        counts[title] = counts.get(title, 0) + 1
    lines = [f"  {number} on “{title}”\n" for title, number in counts.items()]
    return _cut(lines, "  and on other pages\n")


def links(found: Mapping[str, str]) -> str:
    """Two lines for each link: the title of its page, and where to read."""
    lines = [f"  On “{title}”:\n  {link}\n\n" for link, title in found.items()]
    return _cut(lines, "  and more on these pages\n")


def answers(number: int) -> str:
    """`Somebody answered`, `3 comments answer`."""
    return "Somebody answered you" if number == 1 else f"{number} comments answer you"


def _cut(lines: list[str], rest: str) -> str:
    return "".join(lines[:LISTED]) + (rest if len(lines) > LISTED else "")
