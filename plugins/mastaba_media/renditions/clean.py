"""The file itself, for visitors: as large as it is, turned and cut, and silent about all else."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.JpegImagePlugin import get_sampling

from mastaba.api import service_of
from mastaba_media.renditions.encode import Tuning, encode
from mastaba_media.renditions.geometry import Edits
from mastaba_media.renditions.making import PATIENCE, Makers, original_file
from mastaba_media.renditions.recipe import ENDS, ENGINE, UNTOUCHED, Source, folder, short
from mastaba_media.renditions.source import opened, orientation
from mastaba_media.renditions.stored import Stored
from mastaba_media.renditions.strip import Damaged, stripped
from mastaba_media.storage import Storage

FULL = Tuning(webp=90, avif=80, jpeg=92)


def clean_key(source: Source, *, plain: bool = False) -> str:
    """Where the clean file is kept, there or not; `plain` without the edits of editors.

    Raises `KeyError` for what is none of `DRAWN_TYPES`.
    """
    edits = UNTOUCHED if plain else source.edits
    tag = short(ENGINE, edits.turn, edits.crop)
    return f"{folder(source.digest)}clean-{tag}.{ENDS[source.media_type]}"


def clean(registry: Any, source: Source, *, plain: bool = False) -> str:
    """The key of the clean file, which is there now. Raises `Undecodable` and `Busy`."""
    storage, key = service_of(registry, Storage), clean_key(source, plain=plain)
    if storage.size(key) is None:
        edits = UNTOUCHED if plain else replace(source.edits, focus=UNTOUCHED.focus)
        with registry[Makers].turn(source, key, PATIENCE):
            if storage.size(key) is None:  # nobody else made it meanwhile
                with original_file(storage, source.digest) as file:
                    storage.put(key, BytesIO(cleaned(file, edits, ENDS[source.media_type])))
    return key


def cleaned(file: Path, edits: Edits, format: str) -> bytes:
    """The bytes of the clean file: with the very same pixels where nothing is turned or cut.

    `format` is the end of its name. Raises `Undecodable`.
    """
    with opened(file) as picture:
        if orientation(picture) == 1 and edits == UNTOUCHED and not _tells_inside(picture):
            try:
                return stripped(file.read_bytes(), picture.format or "")
            except Damaged:
                pass  # perhaps the decoder makes more of it
        return _drawn_again(picture, edits, format)


def _tells_inside(picture: Image.Image) -> bool:
    """AVIF keeps such things among the pixels, where they cannot be taken out."""
    return picture.format == "AVIF" and not {"exif", "xmp"}.isdisjoint(picture.info)


def _drawn_again(picture: Image.Image, edits: Edits, format: str) -> bytes:
    words = _as_before(picture) if format == "jpg" else {}
    return encode(Stored(picture, edits).full(format), format, FULL, **words)


def _as_before(picture: Image.Image) -> dict[str, Any]:
    """A JPEG is written as finely as the one it comes from, no more and no less."""
    tables = getattr(picture, "quantization", None)
    if picture.format not in ("JPEG", "MPO") or picture.mode == "CMYK" or not tables:
        return {}
    return {"qtables": tables, "subsampling": get_sampling(picture), "quality": -1}
