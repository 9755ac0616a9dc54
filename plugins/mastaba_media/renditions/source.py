"""Open the file of a picture: known formats only, and nothing that is too large to decode."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
PIXELS = 170_000_000  # of one frame; what is taken in has the limit of the settings
MOVING_PIXELS = 100_000_000  # of all frames; beyond that the first one stands for all
MOVING = ("PNG", "WEBP", "GIF", "AVIF")
_ORIENTATION = 0x0112


class Undecodable(Exception):
    """The file is no picture that can be shown; the text says why."""


@contextmanager
def opened(file: Path | BinaryIO) -> Iterator[Image.Image]:
    """The picture, not decoded yet. Whatever a decoder raises within becomes `Undecodable`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # asked below
            with Image.open(file, formats=FORMATS) as picture:
                _check(picture)
                yield picture
    except Undecodable:
        raise
    except Exception as error:
        raise Undecodable(f"the picture cannot be read ({type(error).__name__})") from error


def _check(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if pixels > PIXELS:
        raise Undecodable(f"the picture has {pixels:,} pixels; at most {PIXELS:,} are decoded")


def orientation(picture: Image.Image) -> int:
    """EXIF orientation, 1 to 8; 1 where it says nothing or nonsense."""
    try:
        found = picture.getexif().get(_ORIENTATION, 1)
    except Exception:
        return 1
    return found if found in range(1, 9) else 1


def frames(picture: Image.Image) -> int:
    """How many frames are shown: 1 for what stands still and for what would take too long."""
    if picture.format not in MOVING:  # a second picture in a JPEG is another one, not a frame
        return 1
    count = int(getattr(picture, "n_frames", 1))
    return count if count * picture.width * picture.height <= MOVING_PIXELS else 1
