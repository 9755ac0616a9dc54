"""Texts as they look to a reader: what is written in another way compares as the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LEAST = 40  # characters of a folded text that is more than a greeting many people send
ABOVE = 200  # combining classes from here on: accents over and under Latin, Greek, Cyrillic
_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u03bf\u03b1\u03c1\u03bd\u03b9\u03ba\u03c5\u0131\u0142",
    "aeopcyxijsdqoapvikuil",
)
LOOKALIKES = re.compile(
    "[\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u03bf\u03b1\u03c1\u03bd\u03b9\u03ba\u03c5]"
)
_GAPS = re.compile(r"[\W_]+")
_SPELT = re.compile(r"(?<= )(\w) (?=\w )")


def folded(text: str) -> str:
    """`text` as small words between single blanks, the first and the last included.

    Compatible forms, case, accents, invisible characters, letters of other scripts that look
    like Latin ones and punctuation make no difference; "v.i.a.g.r.a" becomes one word.
    """
    plain = text if text.isascii() else _plain(text)
    words = _GAPS.sub(" ", f" {plain.casefold().translate(_ALIKE)} ")
    return _SPELT.sub(r"\1", words)


def digest_of(text: str) -> str | None:
    """What finds the same text again, however it is dressed up; None of one that says little."""
    same = folded(text)
    if len(same) < LEAST:
        return None
    return hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(
        one for one in apart if unicodedata.combining(one) < ABOVE and not _invisible(one)
    )


def _invisible(one: str) -> bool:
    return unicodedata.category(one) == "Cf"
