"""What may be wrong with the words that stand for a picture.

A hint, never a refusal: the person who writes knows the picture. The same rules run while
somebody types, in `frontend/item/hint.js`; a test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONG = 150  # characters
ENDING = re.compile(r"\.(jpe?g|png|gif|webp|avif|svg|heic|tiff?|pdf)$", re.IGNORECASE)
CAMERA = re.compile(
    r"^(img|dsc[fn]?|image|photo|screenshot|pxl|mvimg|scan)[\s_-]*\d*", re.IGNORECASE
)
OPENING = re.compile(
    r"^(an?\s+|the\s+)?(image|picture|photo|photograph|graphic|icon)\s+(of|showing)\b",
    re.IGNORECASE,
)
UNHEARD = "It is said to be decoration, so this description is not read out."
FILE_NAME = "This looks like the name of the file. Say what is to be seen."
OF_A_PICTURE = "Readers know that it is a picture: begin with what is to be seen."
CAPTION = "This says the same as the caption, so it would be heard twice."
REPEATED = "Another picture has the same description. Say what is to be seen on this one."


def hint(
    text: str,
    *,
    name: str = "",
    caption: str = "",
    decorative: bool = False,
    others: Iterable[str] = (),
) -> str:
    """A sentence about a description, or "" when nothing is wrong with it.

    `name` is that of the file, `others` are the descriptions of pictures beside it.
    """
    words = text.strip()
    if decorative:
        return UNHEARD if words else ""
    if not words:
        return ""
    if ENDING.search(words) or (name and _plain(words) == _plain(name)) or _is_camera(words):
        return FILE_NAME
    if OPENING.match(words):
        return OF_A_PICTURE
    if caption and _plain(words) == _plain(caption):
        return CAPTION
    if len(words) > LONG:
        return f"{len(words)} characters are much to listen to; a sentence is better."
    return REPEATED if _plain(words) in map(_plain, others) else ""


def _plain(text: str) -> str:
    """Without case, ending and signs."""
    return re.sub(r"[\W_]+", " ", ENDING.sub("", text.lower())).strip()


def _is_camera(words: str) -> bool:
    """Names that cameras and programs give: IMG_1234."""
    return bool(CAMERA.match(words)) and not CAMERA.sub("", words, count=1).strip()
