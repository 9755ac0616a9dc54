"""The observatory's topics: terms of the vocabulary that this plugin declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mastaba.api import Term, create, find, publish, vocabulary
from mastaba_pages.models import TOPICS

TAGS_OF: Mapping[str, Sequence[str]] = {
    "The sky": ("eclipses", "planets", "meteors", "stars", "dark sky"),
    "Visiting": ("travel", "access", "opening hours", "prices", "open nights"),
    "Learning": ("schools", "courses", "lectures", "beginners", "words"),
    "Instruments and data": ("telescopes", "data", "photography"),
    "The house": ("history", "people", "volunteers", "support", "meadow"),
}


def plant_topics(request: Any) -> dict[str, str]:
    """Add the topics to the library; the uid of the topic that each tag belongs to."""
    found = find(request, vocabulary(request, TOPICS).uid, tree="library")
    uids: dict[str, str] = {}
    for title, tags in TAGS_OF.items():
        term = create(request, found, Term, {"title": title})  # type: ignore[arg-type]  # declared vocabularies are there
        publish(request, term)
        uids.update(dict.fromkeys(tags, term.uid))
    return uids
