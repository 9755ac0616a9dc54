"""`vet`: from bytes that somebody sent to a file that can be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from mastaba_media.vetting.agree import EMPTY, agreed_type
from mastaba_media.vetting.caps import Caps
from mastaba_media.vetting.measured import Measured
from mastaba_media.vetting.names import clean_name, title_of
from mastaba_media.vetting.pdf import clean_pdf
from mastaba_media.vetting.pictures import FORMATS, measure
from mastaba_media.vetting.refused import FileRefused
from mastaba_media.vetting.sniff import type_of
from mastaba_media.vetting.svg import clean_svg


@dataclass(frozen=True)
class Vetted:
    """A file that may be kept: `file` holds what is kept, which is not always what was sent."""

    file: BinaryIO
    name: str
    title: str
    media_type: str
    kind: str
    measured: Measured


def vet(file: BinaryIO, name: str, declared: str, caps: Caps) -> Vetted:
    """Look into `file` (seekable). Raises `FileRefused` with a sentence when it is not taken."""
    size = file.seek(0, 2)
    if not size:
        raise FileRefused(EMPTY)
    if size > caps.size:
        raise too_large(caps.size)
    held = agreed_type(type_of(file), name, declared)
    kept, measured = _looked_into(file, held.media_type, caps)
    kept.seek(0)
    return Vetted(
        kept, clean_name(name, held), title_of(name), held.media_type, held.kind, measured
    )


def _looked_into(file: BinaryIO, media_type: str, caps: Caps) -> tuple[BinaryIO, Measured]:
    if media_type in FORMATS:
        return file, measure(file, media_type, caps)
    if media_type == "image/svg+xml":
        return clean_svg(file)
    if media_type == "application/pdf":
        return clean_pdf(file), Measured()
    return file, Measured()


def too_large(limit: int) -> FileRefused:
    """The refusal of a file above the limit, in bytes."""
    return FileRefused(f"The file is too large: at most {limit // 1_000_000} MB are taken.", 413)
