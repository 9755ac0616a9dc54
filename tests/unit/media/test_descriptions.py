"""Hints about the words that stand for a picture."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba_media import descriptions
from mastaba_media.descriptions import CAPTION, FILE_NAME, OF_A_PICTURE, UNHEARD, hint

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("", {}, ""),
    ("  ", {"decorative": True}, ""),
    ("A dome under the stars", {"name": "dome.jpg", "caption": "The dome"}, ""),
    ("The picture gallery of the castle", {}, ""),
    ("Image processing, step by step", {}, ""),
    ("A dome", {"decorative": True}, UNHEARD),
    ("dome.JPG", {}, FILE_NAME),
    ("Night walk_2", {"name": "night-walk-2.jpg"}, FILE_NAME),
    ("IMG_1234", {}, FILE_NAME),
    ("Screenshot 3", {}, FILE_NAME),
    ("Image of a dome", {}, OF_A_PICTURE),
    ("a photo showing the dome", {}, OF_A_PICTURE),
    ("The dome.", {"caption": "the dome"}, CAPTION),
    ("Купол", {"caption": "Ночь", "name": "Звезда.jpg"}, ""),
    ("Купол", {"caption": "купол!"}, CAPTION),
    ("Ж" * 150, {}, ""),
    ("Ж" * 151, {}, "151 characters are much to listen to; a sentence is better."),
]


@pytest.mark.parametrize(("text", "known", "expected"), CASES)
def test_a_hint_says_what_is_wrong(text: str, known: dict[str, Any], expected: str) -> None:
    assert hint(text, **known) == expected


def test_the_same_words_for_two_pictures_are_told() -> None:
    assert hint("A dome", others=["a dome!"]) == descriptions.REPEATED
    assert hint("A dome", others=["Another dome"]) == ""
