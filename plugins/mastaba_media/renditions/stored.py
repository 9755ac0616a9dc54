"""A file as it is stored, and how one gets from there to what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PIL import Image

from mastaba_media.renditions.colour import Colours, plain_mode
from mastaba_media.renditions.encode import CAN_MOVE, Drawn
from mastaba_media.renditions.geometry import (
    Box,
    Edits,
    Ratio,
    Size,
    before,
    cut,
    extent,
    scaled,
    steps,
    turned,
)
from mastaba_media.renditions.source import frames, orientation

FILTER = Image.Resampling.LANCZOS
GAP = 2.0  # how much larger than needed a picture is before the good filter takes over
DRAWN_PIXELS = 24_000_000  # of all frames of one rendition, which are in memory together
USUAL_DURATION = 100  # milliseconds of a frame that does not say


@dataclass(frozen=True)
class Wanted:
    """One rendition: its greatest width in pixels, its shape, and the end of its name."""

    width: int
    format: str
    ratio: Ratio | None = None


class Stored:
    """An opened picture and its edits; nothing is decoded before `drawn` or `full`."""

    def __init__(self, picture: Image.Image, edits: Edits) -> None:
        self.picture, self.edits = picture, edits
        self.steps = steps(orientation(picture), edits.turn)
        self.upright = turned(picture.size, 90) if self._lies(picture) else picture.size
        self.size = picture.size
        self.flat = picture.mode in ("1", "P")
        self.frames = frames(picture)
        self.colours = Colours(picture.info.get("icc_profile"))

    def _lies(self, picture: Image.Image) -> bool:
        return orientation(picture) >= 5

    def prepare(self, wanted: Sequence[Wanted]) -> None:
        """Decode a JPEG at the least of its scales that is enough for all."""
        factor = max(self._factor(one) for one in wanted)
        self.picture.draft(None, (ceil(self.size[0] * factor), ceil(self.size[1] * factor)))

    def _factor(self, one: Wanted) -> float:
        box = cut(self.upright, self.edits, one.ratio)
        return scaled(box, one.width)[0] / extent(box)[0]

    def drawn(self, one: Wanted) -> Drawn:
        """The pixels of one rendition, moving where its format can."""
        shown = cut(self.upright, self.edits, one.ratio)
        return self._drawn(shown, scaled(shown, one.width), one.format)

    def full(self, format: str) -> Drawn:
        """All pixels that are shown."""
        shown = cut(self.upright, self.edits, None)
        return self._drawn(shown, extent(shown), format)

    def _drawn(self, shown: Box, size: Size, format: str) -> Drawn:
        box, _ = before(shown, turned(self.upright, self.edits.turn), self.steps)
        moves = self.frames > 1 and format in CAN_MOVE
        if not moves or self.frames * size[0] * size[1] > DRAWN_PIXELS:
            return Drawn([self._frame(box, size)], flat=self.flat)
        return self._moving(box, size)

    def _moving(self, box: Box, size: Size) -> Drawn:
        drawn, durations = [], []
        hidden = 1 if self.picture.info.get("default_image") else 0  # shown by what cannot move
        for number in range(hidden, self.frames):
            self.picture.seek(number)
            drawn.append(self._frame(box, size))
            durations.append(int(self.picture.info.get("duration") or USUAL_DURATION))
        loop = int(self.picture.info.get("loop", 1))
        self.picture.seek(0)
        return Drawn(drawn, durations, loop)

    def _frame(self, box: Box, size: Size) -> Image.Image:
        """One frame of the final `size`: made smaller, then coloured, then turned."""
        plain = plain_mode(self.picture)
        part = self._scaled_box(box, plain.size)
        lying = _swapped(size) if self._sideways(box, size) else size
        same = plain.size == self.size and extent(box) == lying
        small = plain.crop(box) if same else plain.resize(lying, FILTER, part, reducing_gap=GAP)
        coloured = self.colours.to_srgb(small)
        for step in self.steps:
            coloured = coloured.transpose(step)
        return coloured

    def _scaled_box(self, box: Box, size: Size) -> tuple[float, float, float, float]:
        """`box` of the stored picture in one that was decoded smaller."""
        across, down = size[0] / self.size[0], size[1] / self.size[1]
        return box[0] * across, box[1] * down, box[2] * across, box[3] * down

    def _sideways(self, box: Box, size: Size) -> bool:
        _, lying = before((0, 0, *size), size, self.steps)
        return lying != size


def _swapped(size: Size) -> Size:
    return size[1], size[0]
