"""The small pictures that stand for files in lists, in what is found and in what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mastaba_media.library.tiles import thumb_url
from mastaba_media.models import Item

PRESET, WIDTH = "media.thumb", 160  # pixels


def faces(request: Any, uids: Sequence[str]) -> dict[str, str]:
    """Addresses by uid of the pictures among these files that this person may see."""
    catalog = request.catalog(tree="library").visible().with_uids(uids).of_type(Item.__type__)
    rows = catalog.adding(Item, "kind", "media_type", "blob").rows(len(uids))
    shown = (row for row in rows if row.kind == "image" and row.blob)
    return {row.uid: thumb_url(request, row, PRESET, WIDTH) for row in shown}
