"""The files that blocks name, and what editors read in the place of one that is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from mastaba.api import Node
from mastaba_media.renditions.shown import Shown, shown

_N: Any = Node.__table__
GONE = "This file was deleted. Choose another one, or remove the block."
TRASHED = "“{}” is in the trash. Take it out, or choose another file."
UNDESCRIBED = "“{}” has no description for people who do not see it."
CLOSED = "A file that you may not see is shown here to those who may."


def found(request: Any, uids: Iterable[str | None]) -> tuple[dict[str, Shown], dict[str, str]]:
    """What the requester may see, and for editors of this page a sentence about the rest."""
    wanted = [uid for uid in uids if uid]
    seen = shown(request, wanted)
    missing = [uid for uid in wanted if uid not in seen]
    return seen, notes(request, missing) if missing and is_editor(request) else {}


def words(request: Any, picture: Shown) -> str:
    """What stands for a picture in the language of the page that is shown."""
    locale = getattr(request.context, "locale", "") or request.site.locale
    return picture.alt_in(locale)


def undescribed(request: Any, pictures: Iterable[Shown]) -> list[str]:
    """For editors of this page, which pictures leave those who do not see them without a word."""
    silent = [one.title for one in pictures if not (one.decorative or words(request, one))]
    told = silent and is_editor(request)
    return [UNDESCRIBED.format(title) for title in silent] if told else []


def notes(request: Any, uids: Iterable[str]) -> dict[str, str]:
    """By uid, why nothing is shown: one statement."""
    here = (_N.c.uid.in_(sorted(set(uids))), _N.c.site_id == request.site.id)
    columns = (_N.c.uid, _N.c.title, _N.c.tree)
    rows = {row.uid: row for row in request.db.execute(select(*columns).where(*here))}
    seen = _titles(request, rows)
    return {uid: _note(rows.get(uid), seen) for uid in uids}


def is_editor(request: Any) -> bool:
    """Whether the requester may edit the page that is shown."""
    return bool(request.identity and request.has_permission("edit", request.context))


def _titles(request: Any, rows: Mapping[str, Any]) -> set[str]:
    """Uids of those in the trash whose titles the requester may know."""
    trashed = [uid for uid, row in rows.items() if row.tree == "trash"]
    if not trashed:
        return set()
    catalog = request.catalog(tree="trash").visible().only("uid").with_uids(trashed)
    return {row.uid for row in catalog.rows(len(trashed))}


def _note(row: Any, seen: set[str]) -> str:
    if row is None:
        return GONE
    if row.tree != "trash":
        return CLOSED
    return TRASHED.format(row.title if row.uid in seen else "This file")
