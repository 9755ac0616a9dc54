"""The size that a drawing asks for."""

from __future__ import annotations

import re

from mastaba_media.vetting.measured import Measured

_LENGTH = re.compile(r"\s*\+?(\d{1,7}(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 960 / 25.4,
    "in": 96,
}


def size_of(attributes: dict[str, str]) -> Measured:
    """Width and height in CSS pixels: said, else those of the `viewBox`; none for per cents."""
    width, height = (_pixels(attributes.get(name, "")) for name in ("width", "height"))
    box = _box(attributes.get("viewBox", ""))
    if box and width and not height:
        height = round(width * box[1] / box[0])
    elif box and height and not width:
        width = round(height * box[0] / box[1])
    elif box and not width:
        width, height = round(box[0]), round(box[1])
    return Measured(max(1, width), max(1, height), 1) if width and height else Measured()


def _pixels(length: str) -> int:
    found = _LENGTH.fullmatch(length)
    return round(float(found[1]) * _PIXELS[found[2] or ""]) if found else 0


def _box(said: str) -> tuple[float, float] | None:
    try:
        _x, _y, width, height = (float(number) for number in re.split(r"[\s,]+", said.strip()))
    except ValueError:
        return None
    return (width, height) if 0 < width < 1e7 and 0 < height < 1e7 else None
