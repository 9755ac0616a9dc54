"""How large files may be."""

from __future__ import annotations

from typing import Any

from pydantic import ByteSize

from mastaba.api import Section, setting, settings_of
from mastaba_media.vetting import Caps


class IntakeSettings(Section, prefix="mastaba.media", heading="Files that are taken"):
    """Which files are taken."""

    max_size: ByteSize = setting(
        ByteSize(100_000_000), help="Largest file that is taken.", example="100MB", ge=1000
    )
    max_pixels: int = setting(
        50_000_000,
        help="Pixels of a picture at most (of one frame). Decoding takes 4 bytes for each.",
        ge=1_000_000,
        le=170_000_000,
    )
    max_frames: int = setting(500, help="Frames of a moving picture at most.", ge=1, le=10_000)
    min_free: ByteSize = setting(
        ByteSize(200_000_000),
        help="Files are refused when less than this would be left on the disk.",
        example="200MB",
        ge=0,
    )


def caps_of(registry: Any) -> Caps:
    """The limits of this site."""
    found = settings_of(registry, IntakeSettings)
    return Caps(int(found.max_size), found.max_pixels, found.max_frames)


def largest_file(registry: Any) -> int:
    """Bytes that the body of an upload may have."""
    return int(settings_of(registry, IntakeSettings).max_size)


def includeme(config: Any) -> None:
    """Declare them."""
    config.declare_settings(IntakeSettings)
