"""Where a rendition is kept: its key says all that it depends on, so no row is needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from mastaba_media import blobs
from mastaba_media.renditions.encode import TYPES, Tuning
from mastaba_media.renditions.geometry import Edits, Size, cut, extent, scaled
from mastaba_media.renditions.specs import Spec
from mastaba_media.renditions.stored import Wanted

ENGINE = 1  # counts up when the same recipe gives another picture
PREFIX = "renditions"

UNTOUCHED = Edits()

ENDS = {type: end for end, type in TYPES.items()}
DRAWN_TYPES = tuple(ENDS)
"""What renditions are made of; anything else is shown as it is, or not at all."""


@dataclass(frozen=True)
class Source:
    """A stored picture and what editors did to it; `size` is upright, before `edits`."""

    digest: str
    media_type: str
    size: Size
    frames: int = 1
    edits: Edits = UNTOUCHED

    @cached_property
    def version(self) -> str:
        """Another text whenever the picture looks different."""
        return short(self.digest, self.edits)

    @property
    def fallback(self) -> str:
        """The end of the name of what every browser can show."""
        if self.media_type == "image/jpeg":
            return "jpg"
        return "gif" if self.frames > 1 else "png"

    @property
    def full_size(self) -> Size:
        """Width and height once it is turned and cut; (0, 0) where nobody knows."""
        return extent(cut(self.size, self.edits, None)) if all(self.size) else (0, 0)

    def shown_size(self, spec: Spec, width: int) -> Size:
        """Width and height of the rendition that is asked for as `width`."""
        return scaled(cut(self.size, self.edits, spec.ratio), width)


@lru_cache(4096)
def sizes_of(source: Source, spec: Spec) -> tuple[tuple[int, int, int], ...]:
    """The renditions of a spec that differ: the width that is asked for, width and height."""
    found = {source.shown_size(spec, width): width for width in reversed(spec.widths)}
    return tuple((width, *size) for size, width in reversed(found.items()))


def original(digest: str) -> str:
    """The storage key of the file itself."""
    return blobs.key_of(digest)


def folder(digest: str) -> str:
    """What the keys of all renditions of a file begin with."""
    return f"{PREFIX}/{digest[:2]}/{digest}/"


@lru_cache(maxsize=4096)
def key_of(source: Source, wanted: Wanted, tuning: Tuning) -> str:
    """The storage key. Widths beyond the picture's own are the same rendition."""
    width = scaled(cut(source.size, source.edits, wanted.ratio), wanted.width)[0]
    tag = short(ENGINE, source.edits, wanted.ratio, _tuned(tuning, wanted.format))
    return f"{folder(source.digest)}{width}-{tag}.{wanted.format}"


def wanted_of(spec: Spec, format: str) -> list[Wanted]:
    """All widths of a spec."""
    return [Wanted(width, format, spec.ratio) for width in spec.widths]


@lru_cache(4096)
def group(source: Source, spec: Spec, tuning: Tuning) -> str:
    """A mark for "all AVIFs of this spec"; another one whenever any of them would differ."""
    keys = (key_of(source, wanted, tuning) for wanted in wanted_of(spec, "avif"))
    return short(*keys)


def _tuned(tuning: Tuning, format: str) -> tuple[object, ...]:
    """The part of the settings that this format depends on."""
    return {
        "webp": (tuning.webp,),
        "avif": (tuning.avif, tuning.speed),
        "jpg": (tuning.jpeg,),
    }.get(format, ())


def short(*facts: object) -> str:
    """A mark of these facts; the same in every process."""
    return sha256(repr(facts).encode()).hexdigest()[:12]
