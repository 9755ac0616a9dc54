"""What the list of a folder shows of each file and folder: no statement per row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mastaba.api import status_of

COLUMNS = ("kind", "media_type", "name", "size", "width", "height", "described", "blob")
ICONS = {"image": "image", "document": "file-text", "audio": "music", "video": "film"}
PRESET, WIDTH = "media.shelf", 320  # pixels of a tile's picture


@dataclass(frozen=True)
class Tile:
    """A file or a folder as `media/folder.jinja2` reads it."""

    id: int
    uid: str
    title: str
    url: str
    state: str
    modified: datetime
    thumb: str = ""
    icon: str = "folder"
    kind: str = ""
    facts: str = ""
    undescribed: bool = False
    place: str = ""
    width: int | None = None
    height: int | None = None


def tiles(request: Any, rows: Sequence[Any], *, places: bool = False) -> list[Tile]:
    """Of rows with `COLUMNS` beside them; with `places`, say in which folder each lies."""
    return [_tile(request, row, places) for row in rows]


def folder_tiles(request: Any, rows: Sequence[Any]) -> list[Tile]:
    """Of folders."""
    return [
        Tile(
            id=row.id,
            uid=row.uid,
            title=row.title,
            url=request.node_url(row, front="admin"),
            state=status_of(row, request.now),
            modified=row.modified,
        )
        for row in rows
    ]


def _tile(request: Any, row: Any, places: bool) -> Tile:
    return Tile(
        id=row.id,
        uid=row.uid,
        title=row.title,
        url=request.node_url(row, "edit", front="admin"),
        state=status_of(row, request.now),
        modified=row.modified,
        thumb=thumb_url(request, row) if row.kind == "image" else "",
        icon=ICONS.get(row.kind, "file"),
        kind=kind_word(row.media_type or "", row.name),
        facts=" · ".join(facts(row)),
        undescribed=not row.described,
        place=row.path.rpartition("/")[0] if places else "",
        width=row.width,
        height=row.height,
    )


DRAWING = "image/svg+xml"


def thumb_url(request: Any, row: Any, preset: str = PRESET, width: int = WIDTH) -> str:
    """The newest picture of a file, for people behind the log-in; drawings have one size."""
    if getattr(row, "media_type", None) == DRAWING:
        return f"{request.node_url(row, 'file', front='admin')}?v={row.version}"
    address = request.node_url(row, "image", front="admin")
    return f"{address}/{preset}/{width}.webp?v={row.version}"


def kind_word(media_type: str, name: str) -> str:
    """What a file is, in short: `JPEG`, `PDF`, or the ending of its name."""
    ending = name.rpartition(".")[2] if "." in name else media_type.rpartition("/")[2]
    return {"jpg": "JPEG", "jpeg": "JPEG"}.get(ending.lower(), ending.upper())[:8]


def facts(row: Any) -> list[str]:
    """Pixels and size in words."""
    pixels = [f"{row.width:,} × {row.height:,}"] if row.width and row.height else []
    return [*pixels, size_words(row.size or 0)]


def size_words(size: int) -> str:
    """Bytes as people say them: `812 kB`, `2.4 MB`."""
    for unit, power in (("GB", 9), ("MB", 6), ("kB", 3)):
        amount = size / 10**power
        if amount >= 1:
            return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"
    return f"{size} bytes"
