"""Four widths of one picture in a process of its own: `python -m bench.picture_child HOW FILE`.

Prints JSON: seconds of CPU, and megabytes of memory before and at the most.
"""

from __future__ import annotations

import json
import sys
import time
from io import BytesIO
from pathlib import Path

WIDTHS = (1600, 1200, 800, 400)
QUALITY = 80


def plain(file: Path) -> list[bytes]:
    """What anybody would write with Pillow: the least decoding, then good small pictures."""
    from PIL import Image

    made = []
    with Image.open(file) as picture:
        picture.draft("RGB", (WIDTHS[0], WIDTHS[0] * picture.height // picture.width))
        for width in WIDTHS:
            size = (width, width * picture.height // picture.width)
            small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
            data = BytesIO()
            small.save(data, "WEBP", quality=QUALITY)
            made.append(data.getvalue())
    return made


def ours(file: Path) -> list[bytes]:
    """The same by the engine."""
    from mastaba_media.renditions.draw import draw
    from mastaba_media.renditions.encode import Tuning
    from mastaba_media.renditions.geometry import Edits
    from mastaba_media.renditions.stored import Wanted

    return list(draw(file, Edits(), [Wanted(w, "webp") for w in WIDTHS], Tuning(webp=QUALITY)))


def main() -> None:
    """Make them once to warm up with a small picture, and then measure."""
    how, file = {"plain": plain, "ours": ours}[sys.argv[1]], Path(sys.argv[2])
    how(file.with_name("small.jpg"))
    before, started = _megabytes(), time.process_time()
    made = how(file)
    seconds = time.process_time() - started
    facts = {"seconds": seconds, "before": before, "most": _megabytes(), "made": len(made)}
    print(json.dumps(facts))


def _megabytes() -> float:
    """The most memory so far; not by `getrusage`, which counts what the parent had."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
