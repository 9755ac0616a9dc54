"""What is needed to show files of the library: found for a whole page in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mastaba_media.models import Item
from mastaba_media.renditions.geometry import Edits, Size
from mastaba_media.renditions.recipe import DRAWN_TYPES, Source

COLUMNS = (
    "blob", "media_type", "kind", "name", "size", "width", "height", "frames", "turn", "crop",
    "focus_x", "focus_y", "alt", "decorative", "caption", "credit", "ready",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A file as its reader may see it; `size` in bytes, `width` and `height` in pixels.

    Both are those of the picture as it is turned and cut; `url` is where its views are, by name.
    `version` changes whenever the bytes or the edits do.
    """

    uid: str
    title: str
    kind: str
    media_type: str
    name: str
    size: int
    caption: str
    credit: str
    decorative: bool
    source: Source
    ready: str = ""
    alt: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        return self.source.version

    @property
    def drawn(self) -> bool:
        """Whether there are renditions: it is a picture of pixels."""
        return self.media_type in DRAWN_TYPES and bool(self.source.size[0])

    @cached_property
    def extent(self) -> Size:
        """Width and height as it is shown at full size; (0, 0) where nobody knows."""
        return self.source.full_size

    @property
    def width(self) -> int:
        return self.extent[0]

    @property
    def height(self) -> int:
        return self.extent[1]

    def alt_in(self, locale: str) -> str:
        """The words that stand for the picture in this language, else in one near it, else in any.

        Empty for decoration.
        """
        if self.decorative:
            return ""
        texts = {key: text for key, text in self.alt.items() if text}
        language = locale.partition("-")[0]
        near = (texts[key] for key in sorted(texts) if key.partition("-")[0] == language)
        return texts.get(locale) or next(near, "") or next(iter(texts.values()), "")


def shown(request: Any, uids: Iterable[str]) -> dict[str, Shown]:
    """Those of these files that the requester may see, by uid: one statement for all."""
    wanted = tuple(dict.fromkeys(uids))
    if not wanted:
        return {}
    catalog = request.catalog(tree="library").visible().of_type(Item.__type__)
    rows = catalog.with_uids(wanted).adding(Item, *COLUMNS).rows(len(wanted))
    return {row.uid: shown_of(row) for row in rows if row.blob}


def shown_of(row: Any) -> Shown:
    """The same of an `Item`, a row with `COLUMNS` beside its own, or the fields of a version."""
    return Shown(
        uid=row.uid, title=row.title, kind=row.kind, media_type=row.media_type or "",
        name=row.name, size=row.size or 0, caption=row.caption or "", credit=row.credit or "",
        decorative=bool(row.decorative), source=source_of(row),
        ready=getattr(row, "ready", "") or "", alt=dict(row.alt or {}),
    )  # fmt: skip


def source_of(row: Any) -> Source:
    """What renditions are drawn from. `row` has blob, media_type, sizes and edits of an `Item`."""
    return Source(
        digest=row.blob or "",
        media_type=row.media_type or "",
        size=(row.width or 0, row.height or 0),
        frames=row.frames or 1,
        edits=edits_of(row),
    )


def edits_of(row: Any) -> Edits:
    """The edits of an `Item` or a row of it; a crop that is none is ignored."""
    focus = (_share(row.focus_x), _share(row.focus_y))
    return Edits(row.turn or 0, _crop(row.crop), focus)


def _share(value: Any) -> float:
    return 0.5 if value is None else min(max(float(value), 0.0), 1.0)


def _crop(crop: Any) -> tuple[float, float, float, float] | None:
    """The crop as numbers; whole pictures are not cut."""
    if not isinstance(crop, list | tuple) or len(crop) != 4:
        return None
    left, top, width, height = (round(float(value), 6) for value in crop)
    whole = left <= 0 and top <= 0 and width >= 1 and height >= 1
    return None if whole or width <= 0 or height <= 0 else (left, top, width, height)
