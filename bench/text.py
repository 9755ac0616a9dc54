"""The words of every measured page: the same six hundred, from a seeded generator."""

from __future__ import annotations

import random

SENTENCE = (
    "the stone wall of a low tomb was built in courses and each course was set back so that the "
    "next could stand on it people came to look at it and some asked who had drawn its plan"
)
WORDS = SENTENCE.split()


def paragraphs(count: int = 10, words: int = 60) -> list[str]:
    """`count` paragraphs of `words` words each."""
    chooser = random.Random(7)
    return [" ".join(chooser.choices(WORDS, k=words)) for _ in range(count)]
