"""Draw renditions: one decoding for all that is wanted of a file at a time.

JPEG is decoded no larger than needed (`draft`); the rest is made smaller before anything else
happens to it, so that colours and turns are a matter of few pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from mastaba_media.renditions.encode import Tuning, encode
from mastaba_media.renditions.geometry import Edits
from mastaba_media.renditions.source import opened
from mastaba_media.renditions.stored import Stored, Wanted


def draw(
    file: Path | BinaryIO, edits: Edits, wanted: Sequence[Wanted], tuning: Tuning
) -> Iterator[bytes]:
    """The files of what is `wanted`, in order. Raises `Undecodable`."""
    with opened(file) as picture:
        stored = Stored(picture, edits)
        stored.prepare(wanted)
        for one in wanted:
            yield encode(stored.drawn(one), one.format, tuning)
