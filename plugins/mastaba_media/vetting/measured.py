"""What is known of a file beyond its type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Width and height in pixels as the picture is seen (after EXIF orientation), and frames.

    A drawing (SVG) has the size that it asks for, or none.
    """

    width: int | None = None
    height: int | None = None
    frames: int | None = None
