"""File names and titles (cases 087, 088)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba_media.vetting.names import LONGEST, clean_name, title_of
from mastaba_media.vetting.types import BY_TYPE, TYPES

JPEG = BY_TYPE["image/jpeg"]
NAMES = {
    "IMG_2034 (1).jpg": ("img-2034-(1).jpg", "IMG 2034"),
    "holiday-2024_beach.JPEG": ("holiday-2024-beach.jpg", "Holiday-2024 beach"),
    "the-old-mill.jpg": ("the-old-mill.jpg", "The old mill"),
    "Plan v1.2.jpg": ("plan-v1.2.jpg", "Plan v1.2"),
    "Größe.jpg": ("größe.jpg", "Größe"),
    "Gro\u0308ße.jpg": ("größe.jpg", "Größe"),
    "写真.jpg": ("写真.jpg", "写真"),
    "../../etc/passwd": ("passwd.jpg", "Passwd"),
    "C:\\fakepath\\a.jpg": ("a.jpg", "A"),
    "/etc/a.jpg": ("a.jpg", "A"),
    "%2e%2e%2fa.jpg": ("2e-2e-2fa.jpg", "2e 2e 2fa"),
    "x.php.jpg": ("x-php.jpg", "X.php"),
    "x.svg.png.jpg": ("x-svg-png.jpg", "X.svg.png"),
    "trailing.jpg. ": ("trailing.jpg", "Trailing"),
    "a.jpg::$DATA": ("a.jpg", "A"),
    "CON.jpg": ("con-file.jpg", "CON"),
    ".htaccess": ("file.jpg", "File"),
    "a\0b.jpg": ("ab.jpg", "Ab"),
    "\u202egpj.exe": ("gpj.jpg", "Gpj"),
    "a\r\nX: y.jpg": ("a-x-y.jpg", "A X y"),
    "....": ("file.jpg", "File"),
    "": ("file.jpg", "File"),
    "<script>.jpg": ("script.jpg", "Script"),
    "\ud800.jpg": ("file.jpg", "File"),
}


@pytest.mark.parametrize("name", NAMES)
def test_case_088_names_and_titles(name: str) -> None:
    assert (clean_name(name, JPEG), title_of(name)) == NAMES[name]


@given(st.text(max_size=300), st.sampled_from(TYPES))
def test_case_088_any_name_becomes_one_that_every_system_takes(name: str, held: object) -> None:
    assert held in TYPES
    clean = clean_name(name, held)  # type: ignore[arg-type] # sampled from the list of them
    assert len(clean.encode()) <= LONGEST
    assert not set(clean) & set('/\\<>:"|?*%\0\r\n\t;')
    assert clean[0] not in ".- "
    assert clean == unicodedata.normalize("NFC", clean)
    assert clean.rpartition(".")[2] == held.endings[0]  # type: ignore[attr-defined] # as above
    assert clean_name(clean, held) == clean  # type: ignore[arg-type] # as above
    title = title_of(name)
    assert title == title.strip()
    assert 0 < len(title) <= 200
    assert title.isprintable()
