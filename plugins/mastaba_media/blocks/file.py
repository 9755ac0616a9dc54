"""A file in a text: a document to download, sound and video with the browser's own controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import String

from mastaba.api import Group, field
from mastaba_media.blocks.notes import found
from mastaba_media.models import KINDS
from mastaba_media.reference import ITEMS, MediaReference
from mastaba_media.renditions.picture import file_url
from mastaba_media.renditions.shown import Shown

UNITS = ("bytes", "kB", "MB", "GB")
PLAYED = ("audio", "video")


class File(Group):
    """The form."""

    file: MediaReference = field(label="File", types=ITEMS)
    label: str | None = field(
        String(200), label="Words of the link", help="Empty: the title of the file."
    )
    captioned: bool = field(label="Show caption and credit", default=True)


def data(request: Any, several: Sequence[Any]) -> list[Mapping[str, Any] | None]:
    """The files of each, as far as the requester may see them."""
    seen, told = found(request, [values.file for values in several])
    return [_one(request, values, seen, told) for values in several]


def _one(request: Any, values: Any, seen: Any, told: Any) -> dict[str, Any] | None:
    file = seen.get(values.file)
    if file is None:
        note = told.get(values.file)
        return {"note": note} if note else None
    return {
        "shown": file,
        "url": file_url(request, file),
        "title": values.label or file.title,
        "facts": facts(file),
        "player": file.kind if file.kind in PLAYED else "",
        "caption": file.caption if values.captioned else "",
        "credit": file.credit if values.captioned else "",
    }


def facts(file: Shown) -> str:
    """What it is and how large: “PDF, 1.2 MB”."""
    ending = file.name.rpartition(".")[2].upper() if "." in file.name else ""
    kind = ending if 0 < len(ending) <= 5 else KINDS.get(file.kind, KINDS["other"])
    return f"{kind}, {weight(file.size)}"


def weight(size: int) -> str:
    """Bytes as people say them: 900 bytes, 12 kB, 1.2 MB."""
    amount, unit = float(size), 0
    while amount >= 999.5 and unit + 1 < len(UNITS):
        amount, unit = amount / 1000, unit + 1
    number = f"{amount:.1f}" if unit > 1 and amount < 99.95 else f"{amount:.0f}"
    return f"{number.removesuffix('.0')} {UNITS[unit]}"
