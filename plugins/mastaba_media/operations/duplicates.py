"""Files with the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from mastaba.api import Node
from mastaba_media.models import Item

MOST = 5
COLUMNS = ("kind", "width", "height", "media_type", "name", "blob")


def duplicates(request: Any, digest: str) -> Sequence[Any]:
    """Rows of files with these bytes that the requester may see, the newest first; a few.

    What nobody may see is not told, so a file may be in the library twice.
    """
    table: Any = Item.__table__
    found = select(table.c.id).where(table.c.id == Node.id, table.c.blob == digest)
    same = found.correlate(Node.__table__).exists()
    catalog = request.catalog(tree="library").visible().of_type(Item.__type__).filter(same)
    rows: Sequence[Any] = catalog.adding(Item, *COLUMNS).latest("created").rows(MOST)
    return rows
