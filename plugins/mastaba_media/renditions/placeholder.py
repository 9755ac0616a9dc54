"""What stands where a picture cannot be shown: a grey field with a cross, never a broken page."""

from __future__ import annotations

from PIL import Image, ImageDraw

from mastaba_media.renditions.encode import Drawn, Tuning, encode
from mastaba_media.renditions.geometry import Size

GROUND = (226, 226, 226)
LINE = (150, 150, 150)
LARGEST = 400


def placeholder(size: Size, format: str) -> bytes:
    """A picture of this shape, at most 400 pixels wide; `format` is the end of a name."""
    factor = min(1.0, LARGEST / max(*size, 1))
    width, height = (max(8, round(side * factor)) for side in size)
    field = Image.new("RGB", (width, height), GROUND)
    pen = ImageDraw.Draw(field)
    pen.line((0, 0, width - 1, height - 1), LINE)
    pen.line((0, height - 1, width - 1, 0), LINE)
    pen.rectangle((0, 0, width - 1, height - 1), outline=LINE)
    return encode(Drawn([field]), format, Tuning())
