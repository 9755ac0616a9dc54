"""Any colours to sRGB, which is what browsers take pixels without a profile for."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


def plain_mode(picture: Image.Image) -> Image.Image:
    """The same picture as L, RGB, RGBA or CMYK: what can be made smaller without harm."""
    if "transparency" in picture.info and picture.mode in ("1", "L", "RGB", "P"):
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):
        return _eight_bits(picture)
    if picture.mode in ("LA", "La", "PA", "RGBa"):
        return picture.convert("RGBA")
    if picture.mode == "P":
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.mode in ("L", "RGB", "RGBA", "CMYK"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """16 bits per pixel to 8 by the scale; `convert` alone would clip all that is not dark."""
    return picture.convert("I").point(lambda value: value / 257 + 0.5).convert("L")


class Colours:
    """What turns the colours of one profile into sRGB; a profile that is broken is ignored."""

    def __init__(self, profile: bytes | None) -> None:
        self._profile = _read(profile)
        self._made: dict[str, Any] = {}

    def to_srgb(self, picture: Image.Image) -> Image.Image:
        """A picture of mode L, RGB or RGBA. Takes what `plain_mode` returns."""
        transform = self._transform(picture.mode)
        if transform is not None:
            coloured: Image.Image = transform.apply(picture)
            return coloured
        return picture.convert("RGB") if picture.mode == "CMYK" else picture

    def _transform(self, mode: str) -> Any:
        if self._profile is None:
            return None
        if mode not in self._made:
            self._made[mode] = _transform(self._profile, mode)
        return self._made[mode]


def _out(mode: str) -> str:
    return "RGBA" if mode == "RGBA" else "RGB"


def _read(profile: bytes | None) -> Any:
    """The profile; None when there is none, when it is sRGB, and when it cannot be read."""
    if not profile:
        return None
    try:
        read = ImageCms.ImageCmsProfile(BytesIO(profile))
        name = ImageCms.getProfileDescription(read)
    except (ImageCms.PyCMSError, OSError):
        return None
    return None if name.strip().startswith("sRGB") else read


def _transform(profile: Any, mode: str) -> Any:
    """None where profile and pixels do not fit each other."""
    srgb = ImageCms.createProfile("sRGB")
    try:
        return ImageCms.buildTransform(profile, srgb, mode, _out(mode), flags=_FLAGS)
    except ImageCms.PyCMSError:
        return None
