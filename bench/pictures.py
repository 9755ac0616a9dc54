"""What four widths of a picture of 12 megapixels cost, beside Pillow alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageFilter

SIZE = (4000, 3000)
ROUNDS = 5
BUDGET = 1.3  # times the CPU of Pillow alone
MEMORY = 120  # megabytes beside those of the process before


def report(folder: Path) -> list[str]:
    """Print the lines; return what is over its budget."""
    file = photograph(folder)
    plain, ours = _least("plain", file), _least("ours", file)
    ratio, most = ours["seconds"] / plain["seconds"], _more(ours)
    print(
        f"{'4 widths of 12 MP':24} {ratio:6.2f} {BUDGET:7.1f} {ours['seconds'] * 1000:7.0f} ms, "
        f"Pillow alone {plain['seconds'] * 1000:.0f} ms\n"
        f"{'  memory':24} {most:6.0f} {MEMORY:7} MB beside {ours['before']:.0f} MB, "
        f"Pillow alone {_more(plain):.0f} MB"
    )
    return ["4 widths of 12 MP"] if ratio > BUDGET or most > MEMORY else []


def _more(run: dict[str, Any]) -> float:
    return float(run["most"] - run["before"])


def photograph(folder: Path) -> Path:
    """A JPEG with as much in it as a photograph has: soft shapes, edges and grain."""
    shapes = Image.effect_noise((250, 188), 120).resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(SIZE, 12).filter(ImageFilter.GaussianBlur(0.7))
    bands = [Image.blend(shapes.rotate(turn), grain, 0.25) for turn in (0, 180)]
    picture = Image.merge("RGB", (*bands, Image.linear_gradient("L").resize(SIZE)))
    picture.save(folder / "photo.jpg", quality=88)
    picture.resize((400, 300)).save(folder / "small.jpg", quality=88)
    return folder / "photo.jpg"


def _least(how: str, file: Path) -> dict[str, Any]:
    """The best of some runs, since other work on the machine can only add."""
    command = [sys.executable, "-m", "bench.picture_child", how, str(file)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        for _ in range(ROUNDS)
    ]
    return min(runs, key=lambda run: run["seconds"])
