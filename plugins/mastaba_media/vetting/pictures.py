"""Pictures are opened with the one decoder of their type, measured, and decoded once.

Limits are checked on the head, before anything is decoded (case 095). Decoding once finds what is
broken now and not when visitors ask for it (case 096). JPEG is decoded at an eighth of its size:
all of its data is read, and it takes little memory.
"""

from __future__ import annotations

import threading
from typing import Any, BinaryIO

from PIL import Image

from mastaba_media.vetting.caps import WIDEST, Caps
from mastaba_media.vetting.gif_frames import count_frames
from mastaba_media.vetting.measured import Measured
from mastaba_media.vetting.refused import FileRefused

FORMATS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/avif": "AVIF",
}
BROKEN = (
    "The picture is broken or not complete, so it cannot be shown. Open it in a photo program, "
    "save it again, and send that."
)
_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)
_ONE_AT_A_TIME = threading.Lock()  # decoded pixels are large; nothing is kept between two


def measure(file: BinaryIO, media_type: str, caps: Caps) -> Measured:
    """Width, height and frames. Raises `FileRefused` for a picture that is broken or too large."""
    if media_type == "image/gif":
        _check_frames(count_frames(file, caps.frames), caps)
    file.seek(0)
    try:
        with _ONE_AT_A_TIME, Image.open(file, formats=(FORMATS[media_type],)) as picture:
            return _measured(picture, caps)
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels(caps) from None
    except Exception:  # Pillow's decoders raise whatever their bytes lead to
        raise FileRefused(BROKEN) from None


def _measured(picture: Any, caps: Caps) -> Measured:
    width, height = picture.size
    _check_size(width, height, caps)
    frames = 1 if picture.format in ("JPEG", "MPO") else int(getattr(picture, "n_frames", 1))
    _check_frames(frames, caps)
    if frames * width * height > caps.all_pixels:
        raise FileRefused(
            f"The picture has {frames} frames of {width} × {height} pixels; all together may have "
            f"{caps.all_pixels // 1_000_000} million. Make it smaller, or send it as a film (MP4)."
        )
    _decode(picture, frames)
    turned = _orientation(picture) in _ON_ITS_SIDE
    return Measured(*((height, width) if turned else (width, height)), frames)


def _check_size(width: int, height: int, caps: Caps) -> None:
    if width < 1 or height < 1:
        raise FileRefused(BROKEN)
    if max(width, height) > WIDEST or width * height > caps.pixels:
        raise too_many_pixels(caps, f" ({width} × {height})")


def too_many_pixels(caps: Caps, found: str = "") -> FileRefused:
    """The refusal of a picture beyond the limits; `found` tells its size."""
    return FileRefused(
        f"The picture has too many pixels{found}: it may have {caps.pixels // 1_000_000} million, "
        f"and be {WIDEST} wide or high. Make it smaller in a photo program."
    )


def _check_frames(frames: int, caps: Caps) -> None:
    if frames > caps.frames:
        raise FileRefused(
            f"The picture moves through more than {caps.frames} frames. Make it shorter, or send "
            f"it as a film (MP4)."
        )


def _orientation(picture: Any) -> int:
    """As it is turned when it is shown; what cannot be read means upright."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # data of cameras is broken in every way; the picture is not
        return 1


def _decode(picture: Any, frames: int) -> None:
    if picture.format in ("JPEG", "MPO"):
        picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
    for number in range(frames):
        picture.seek(number)
        picture.load()
