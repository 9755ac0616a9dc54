"""Fields that refer to a file of the library.

    class Talk(Content):
        poster: Mapped[MediaReference | None] = field(label="Poster", types=ITEMS)

`MediaReference` takes any file, `PictureReference` and `PictureReferences` pictures only: their
chooser shows no others, and what is no picture is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Any

from sqlalchemy import select
from sqlalchemy.orm import mapped_column

from mastaba.api import Reference, ReferenceColumn, ReferencesColumn
from mastaba_media.models import KINDS, Item

ITEMS = (Item.__type__,)
PICTURE = "image"


def _is_picture(_bound: Any) -> dict[str, str]:
    return {"kinds": PICTURE}


def no_picture(request: Any, uids: Collection[str]) -> str:
    """A sentence when one of these files is no picture."""
    other = select(Item.title, Item.kind).where(Item.uid.in_(sorted(uids)), Item.kind != PICTURE)
    row = request.db.execute(other.order_by(Item.title).limit(1)).first()
    if row is None:
        return ""
    return f"“{row.title}” is no picture ({KINDS[row.kind].lower()}). Choose a picture."


class PictureColumn(ReferenceColumn):
    """The uid of a picture."""

    cache_ok = True
    field_type = replace(ReferenceColumn.field_type, narrow=_is_picture, refuse=no_picture)


class PicturesColumn(ReferencesColumn):
    """Uids of pictures, in the order of the editor."""

    cache_ok = True
    field_type = replace(ReferencesColumn.field_type, narrow=_is_picture, refuse=no_picture)


MediaReference = Reference
PictureReference = Annotated[str, mapped_column(PictureColumn())]
PictureReferences = Annotated[list[str], mapped_column(PicturesColumn(), default=list)]
