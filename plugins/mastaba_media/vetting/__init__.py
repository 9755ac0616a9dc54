"""Vetting: what a file truly is, whether it is taken, and what is known of it.

Lives here: everything that looks into the bytes of a file that somebody sends. Nothing here knows
requests, rows or storage. Does not live here: what is made of a file later (`renditions`).

`vet(file, name, declared, caps)` decides by content. The name and the type that the browser
declares are hints, and must agree with it. Each kind of file has one module: a picture is decoded
once, so that a broken one is refused now and not found by visitors; SVG and PDF are written anew
without what could act; of everything else the structure is looked at, never the content. To take
one more type, add it to `TYPES` in `types.py`, recognise it in `sniff.py`, and, when there is
something to check, write a module and name it in `vet.py`.
"""

from __future__ import annotations

from mastaba_media.vetting.caps import Caps
from mastaba_media.vetting.refused import NO_ROOM, FileRefused
from mastaba_media.vetting.vet import Vetted, vet

__all__ = ["NO_ROOM", "Caps", "FileRefused", "Vetted", "vet"]
