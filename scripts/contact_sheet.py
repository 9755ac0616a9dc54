"""Draw every picture below some folders as the site would show it, side by side, to look at.

    python -m scripts.contact_sheet ../shared/data/images-formats --to /tmp/sheet.png

Each row of the sheet: the rendition in WebP, the fallback, and the file as visitors get it. What
is refused says why.
"""

from __future__ import annotations

import argparse
import mimetypes
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from mastaba_media.renditions.clean import cleaned
from mastaba_media.renditions.draw import draw
from mastaba_media.renditions.encode import Tuning
from mastaba_media.renditions.geometry import Edits
from mastaba_media.renditions.recipe import ENDS, Source
from mastaba_media.renditions.source import FORMATS, Undecodable
from mastaba_media.renditions.stored import Wanted

SIDE, WORDS, COLUMNS = 150, 30, 4
GROUND = (250, 220, 180)  # shows through what is transparent
WIDTH = 3 * (SIDE + 4) + 8


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    found = [file for folder in options.folders for file in sorted(folder.rglob("*.*"))]
    rows = [row(file) for file in found]
    lines = -(-len(rows) // COLUMNS)
    sheet = Image.new("RGB", (WIDTH * COLUMNS, lines * (SIDE + WORDS)), "white")
    for number, one in enumerate(rows):
        across, down = number // lines, number % lines
        sheet.paste(one, (across * WIDTH, down * (SIDE + WORDS)))
    sheet.save(options.to)


def row(file: Path) -> Image.Image:
    """One file with its name."""
    drawn = Image.new("RGB", (WIDTH, SIDE + WORDS), "white")
    pen = ImageDraw.Draw(drawn)
    try:
        for number, data in enumerate(shown(file)):
            drawn.paste(framed(data), (number * (SIDE + 4), 0))
        said = ""
    except Undecodable as error:
        said = f": {error}"
    pen.text((2, SIDE + 4), f"{file.name}{said}"[:75], "black")
    return drawn


def shown(file: Path) -> Iterator[bytes]:
    """WebP, fallback and clean file."""
    guessed = mimetypes.guess_type(file.name.replace("mpo", "jpg"))[0] or "image/avif"
    frames = _frames(file)
    fallback = Source("", guessed, (1, 1), frames).fallback
    wanted = [Wanted(SIDE, "webp"), Wanted(SIDE, fallback)]
    yield from draw(file, Edits(), wanted, Tuning())
    yield cleaned(file, Edits(), ENDS.get(guessed, "png"))


def _frames(file: Path) -> int:
    try:
        with Image.open(file, formats=FORMATS) as picture:
            return int(getattr(picture, "n_frames", 1))
    except OSError as error:
        raise Undecodable("no picture of a format that is decoded") from error


def framed(data: bytes) -> Image.Image:
    """As a browser without any knowledge of orientation would show it, its last frame."""
    with Image.open(BytesIO(data)) as picture:
        picture.seek(getattr(picture, "n_frames", 1) - 1)
        small = ImageOps.contain(picture.convert("RGBA"), (SIDE, SIDE))
    ground = Image.new("RGBA", small.size, (*GROUND, 255))
    ground.alpha_composite(small)
    return ground.convert("RGB")


if __name__ == "__main__":
    main()
