"""How large what may be; `mastaba.media.*` sets it."""

from __future__ import annotations

from dataclasses import dataclass

WIDEST = 65_500  # JPEG ends at 65,535; some decoders use signed 16 bits a little below


@dataclass(frozen=True)
class Caps:
    """Limits that are checked before anything is decoded."""

    size: int = 100_000_000  # bytes of the file
    pixels: int = 50_000_000  # of one frame
    frames: int = 500

    @property
    def all_pixels(self) -> int:
        """Of all frames of a moving picture together."""
        return 5 * self.pixels
