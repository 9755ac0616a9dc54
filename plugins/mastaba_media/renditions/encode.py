"""Pixels to the bytes of a file that says nothing but the picture; the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

TYPES = {
    "webp": "image/webp",
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
}
"""Media types of renditions by the end of their names."""

CAN_MOVE = ("webp", "gif")


@dataclass(frozen=True)
class Tuning:
    """How much is spent on a rendition: quality 1 to 100, `speed` of AVIF 0 (slow) to 10."""

    webp: int = 80
    avif: int = 60
    jpeg: int = 82
    speed: int = 8


@dataclass(frozen=True)
class Drawn:
    """Frames of one size, mode L, RGB or RGBA; `durations` in milliseconds, `loop` 0 for ever."""

    frames: Sequence[Image.Image]
    durations: Sequence[int] = ()
    loop: int = 0
    flat: bool = False  # few colours: drawings and screenshots


def encode(drawn: Drawn, format: str, tuning: Tuning, **further: Any) -> bytes:
    """The file. `further` words go to Pillow. Raises `KeyError` for a format not in `TYPES`."""
    first, *others = (_bare(frame, format) for frame in drawn.frames)
    words = _WORDS[format](drawn, tuning) | further
    if others and format in CAN_MOVE:
        words |= _moving(drawn, others)
    file = BytesIO()
    first.save(file, **words)
    return file.getvalue()


def _bare(frame: Image.Image, format: str) -> Image.Image:
    """Without what the source said about itself, and as the format can have it."""
    bare = _on_white(frame) if format == "jpg" and frame.mode == "RGBA" else frame.copy()
    bare.info = {}
    if format == "gif" and bare.mode == "RGBA":  # which knows no half transparent pixels
        bare.putalpha(bare.getchannel("A").point([0] * 128 + [255] * 128))
    return bare.convert("RGB") if format in ("webp", "avif") and bare.mode == "L" else bare


def _on_white(frame: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", frame.size, "white")
    ground.alpha_composite(frame)
    return ground.convert("RGB")


def _moving(drawn: Drawn, others: list[Image.Image]) -> dict[str, Any]:
    return {
        "save_all": True,
        "append_images": others,
        "duration": list(drawn.durations),
        "loop": drawn.loop,
    }


def _webp(drawn: Drawn, tuning: Tuning) -> dict[str, Any]:
    return {"format": "WEBP", "quality": tuning.webp, "method": 4, "lossless": drawn.flat}


def _avif(drawn: Drawn, tuning: Tuning) -> dict[str, Any]:
    return {"format": "AVIF", "quality": tuning.avif, "speed": tuning.speed, "max_threads": 1}


def _jpeg(drawn: Drawn, tuning: Tuning) -> dict[str, Any]:
    return {"format": "JPEG", "quality": tuning.jpeg, "optimize": True, "progressive": True}


def _png(drawn: Drawn, tuning: Tuning) -> dict[str, Any]:
    return {"format": "PNG"}


def _gif(drawn: Drawn, tuning: Tuning) -> dict[str, Any]:
    return {"format": "GIF", "disposal": 2}


_WORDS = {"webp": _webp, "avif": _avif, "jpg": _jpeg, "png": _png, "gif": _gif}
