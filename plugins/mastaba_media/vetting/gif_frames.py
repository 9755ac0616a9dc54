"""Frames of a GIF, counted without decoding: Pillow would go through ten thousand of them."""

from __future__ import annotations

from typing import BinaryIO

_EXTENSION, _PICTURE = 0x21, 0x2C


def count_frames(file: BinaryIO, enough: int) -> int:
    """How many pictures the GIF holds, at most `enough` + 1; the decoder finds what is broken."""
    file.seek(6)
    screen = file.read(7)
    if len(screen) < 7:
        return 0
    file.seek(_colours(screen[4]), 1)
    frames = 0
    while frames <= enough and (mark := file.read(1)):
        if mark[0] == _EXTENSION:
            file.seek(1, 1)
        elif mark[0] == _PICTURE:
            place = file.read(9)
            frames += 1
            file.seek(_colours(place[8]) + 1 if len(place) == 9 else 0, 1)
        else:
            break
        _skip_blocks(file)
    return frames


def _colours(flags: int) -> int:
    """Bytes of the colour table that follows."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_blocks(file: BinaryIO) -> None:
    while (size := file.read(1)) and size[0]:
        file.seek(size[0], 1)
