"""Which part of a picture is shown, and how large: whole numbers, and no pixels."""

from __future__ import annotations

from dataclasses import dataclass

from PIL.Image import Transpose

Size = tuple[int, int]
"""Width and height in pixels."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom edge in pixels; right and bottom are outside."""

Ratio = tuple[int, int]

LONGEST = 8192
"""Pixels that no side of a rendition exceeds: WebP ends at 16,383, memory earlier."""

_BY_ORIENTATION = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_BY_TURN = {90: Transpose.ROTATE_270, 180: Transpose.ROTATE_180, 270: Transpose.ROTATE_90}
_SIDEWAYS = {
    Transpose.TRANSPOSE,
    Transpose.TRANSVERSE,
    Transpose.ROTATE_90,
    Transpose.ROTATE_270,
}


@dataclass(frozen=True)
class Edits:
    """What editors did to a picture.

    `turn` is clockwise: 0, 90, 180 or 270. `crop` is left, top, width and height as fractions of
    the turned picture, None for all of it. `focus` is a point of the turned, uncropped picture.
    """

    turn: int = 0
    crop: tuple[float, float, float, float] | None = None
    focus: tuple[float, float] = (0.5, 0.5)


def cut(size: Size, edits: Edits, ratio: Ratio | None) -> Box:
    """What is shown of a picture of the upright `size`, in pixels of the turned picture.

    With a `ratio` it is the largest such part of the crop, the focus as central as it can be.
    """
    whole = turned(size, edits.turn)
    box = _cropped(whole, edits.crop)
    if ratio is None:
        return box
    point = round(edits.focus[0] * whole[0]), round(edits.focus[1] * whole[1])
    return _shaped(box, ratio, point)


def scaled(box: Box, width: int) -> Size:
    """The size of a rendition of `box` that is to be `width` wide: never larger than the box."""
    wide, high = extent(box)
    longest = max(wide, high)
    over, under = (width, wide) if width < wide else (1, 1)
    if LONGEST * under < longest * over:
        over, under = LONGEST, longest
    return _part(wide, over, under), _part(high, over, under)


def _part(side: int, over: int, under: int) -> int:
    """`side * over / under` in whole pixels: at least one, halves up."""
    return max(1, (2 * side * over + under) // (2 * under))


def turned(size: Size, turn: int) -> Size:
    """The size after turning."""
    return (size[1], size[0]) if turn in (90, 270) else size


def extent(box: Box) -> Size:
    """Width and height of a box."""
    return box[2] - box[0], box[3] - box[1]


def steps(orientation: int, turn: int) -> tuple[Transpose, ...]:
    """What makes stored pixels upright (EXIF orientation 1 to 8), and then turns them."""
    found = (_BY_ORIENTATION.get(orientation), _BY_TURN.get(turn))
    return tuple(step for step in found if step is not None)


def before(box: Box, size: Size, done: tuple[Transpose, ...]) -> tuple[Box, Size]:
    """Where `box` of a picture of `size` was before the steps were `done`, and that size."""
    for step in reversed(done):
        box = _before(box, size, step)
        size = (size[1], size[0]) if step in _SIDEWAYS else size
    return box, size


def _cropped(size: Size, crop: tuple[float, float, float, float] | None) -> Box:
    if crop is None:
        return 0, 0, *size
    left, right = _span(size[0], crop[0], crop[2])
    top, bottom = _span(size[1], crop[1], crop[3])
    return left, top, right, bottom


def _span(length: int, start: float, share: float) -> tuple[int, int]:
    """A part of a side: at least one pixel, and inside."""
    first = min(max(round(start * length), 0), length - 1)
    return first, min(max(round((start + share) * length), first + 1), length)


def _shaped(box: Box, ratio: Ratio, point: tuple[int, int]) -> Box:
    wide, high = extent(box)
    if wide * ratio[1] > high * ratio[0]:
        wide = min(wide, _part(high, ratio[0], ratio[1]))
    else:
        high = min(high, _part(wide, ratio[1], ratio[0]))
    left = min(max(point[0] - wide // 2, box[0]), box[2] - wide)
    top = min(max(point[1] - high // 2, box[1]), box[3] - high)
    return left, top, left + wide, top + high


def _before(box: Box, size: Size, step: Transpose) -> Box:
    left, top, right, bottom = box
    wide, high = size
    return {
        Transpose.FLIP_LEFT_RIGHT: (wide - right, top, wide - left, bottom),
        Transpose.FLIP_TOP_BOTTOM: (left, high - bottom, right, high - top),
        Transpose.ROTATE_180: (wide - right, high - bottom, wide - left, high - top),
        Transpose.TRANSPOSE: (top, left, bottom, right),
        Transpose.TRANSVERSE: (high - bottom, wide - right, high - top, wide - left),
        Transpose.ROTATE_270: (top, wide - right, bottom, wide - left),
        Transpose.ROTATE_90: (high - bottom, left, high - top, right),
    }[step]
