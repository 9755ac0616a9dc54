"""The screen in which a file is chosen: folders, words, a grid; shown in a dialog of the core."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from mastaba.api import Node, declared_place, find, find_at, page_of
from mastaba_media.library.filters import KINDS, Asked, clauses
from mastaba_media.library.tiles import COLUMNS, folder_tiles, tiles
from mastaba_media.models import Folder, Item

VIEW = "media-chooser"
TREE = "library"
TOP = "media.files"  # declared when the plugin is included
SIZE = 48
MOST_FOLDERS = 200


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; `kinds` are those that the field takes, empty for all of them."""

    types: str = Item.__type__
    kinds: tuple[str, ...] = ()
    folder: str = ""
    kind: str = ""
    q: str = ""

    @property
    def offered(self) -> Mapping[str, str]:
        """The kinds to choose from."""
        known = {kind: title for kind, title in KINDS.items() if kind in self.kinds}
        return {"": KINDS[""], **known} if self.kinds else KINDS

    @property
    def accept(self) -> str:
        """What the button for uploading offers first."""
        return "image/*" if self.kinds == ("image",) else ""

    def query(self, **changed: str) -> str:
        """The same with other words, at its first page."""
        values = {**vars(self), "kinds": " ".join(self.kinds), **changed}
        return f"?{urlencode({name: value for name, value in values.items() if value})}"


def chooser(_context: Any, request: Any) -> dict[str, Any]:
    """A piece of HTML for the core's dialog; see docs/fields.md, “A face and a chooser”."""
    wanted = wanted_in(request.GET)
    folder = _folder(request, wanted.folder)
    page = _page(request, found(request, wanted, folder))
    folders = [] if wanted.q else _folders(request, folder)
    passing = bool(folders) and not page.rows
    if passing:  # a folder of folders: the newest of what lies in them
        page = _page(request, found(request, wanted, folder, below=True))
    return {
        "wanted": wanted,
        "here": folder,
        "above": _above(request, folder),
        "folders": folder_tiles(request, folders),
        "tiles": tiles(request, page.rows, places=bool(wanted.q) or passing),
        "newer_url": None if passing else page.previous_url,
        "older_url": None if passing else page.next_url,
        "upload_url": _upload_url(request, folder),
    }


def _page(request: Any, catalog: Any) -> Any:
    return page_of(request, catalog, sort="created", descending=True, size=SIZE)


def wanted_in(given: Mapping[str, str]) -> Wanted:
    """From an address; what is not known is left out."""
    kinds = tuple(kind for kind in given.get("kinds", "").split() if kind in KINDS)
    kind = given.get("kind", "")
    return Wanted(
        kinds=kinds,
        folder=given.get("folder", ""),
        kind=kind if kind in KINDS and (not kinds or kind in kinds) else "",
        q=given.get("q", "").strip()[:200],
    )


def found(request: Any, wanted: Wanted, folder: Any, *, below: bool = False) -> Any:
    """The catalog of what may be chosen: of this folder, of all `below` it, or by words of all."""
    catalog = request.catalog(tree=TREE).visible().of_type(Item.__type__)
    catalog.filter(*clauses(Asked(q=wanted.q, kind=wanted.kind), request.now))
    if wanted.kinds and not wanted.kind:
        catalog.filter(_of_kinds(wanted.kinds))
    if below:
        catalog.below(folder)
    elif not wanted.q:
        catalog.children_of(folder)
    return catalog.adding(Item, *COLUMNS)


def _of_kinds(kinds: tuple[str, ...]) -> Any:
    table: Any = Item.__table__
    of_item = select(table.c.id).where(table.c.id == Node.id, table.c.kind.in_(kinds))
    return of_item.correlate(Node.__table__).exists()


def _folder(request: Any, uid: str) -> Any:
    """The folder that is asked for, else the one for all files, else what is above it."""
    asked = find(request, uid, tree=TREE)
    if isinstance(asked, Folder) and request.has_permission("view", asked):
        return asked
    declared = declared_place(request, TOP)
    top = None if declared is None else find(request, declared.uid, tree=TREE)
    may = top is not None and request.has_permission("view", top)
    return top if may else find_at(request, "/", tree=TREE)


def _folders(request: Any, place: Any) -> list[Any]:
    catalog = request.catalog(tree=TREE).visible().of_type(Folder.__type__).children_of(place)
    rows: list[Any] = catalog.keyset("title", descending=False, mark=None).rows(MOST_FOLDERS)
    return rows


def _above(request: Any, folder: Any) -> list[Any]:
    """The folders that this one is in, from the top, as far as they may be seen."""
    above, place = [], folder.__parent__
    while place is not None:
        if request.has_permission("view", place):
            above.append(place)
        place = place.__parent__
    return above[::-1]


def _upload_url(request: Any, folder: Any) -> str:
    if not (isinstance(folder, Folder) and request.has_permission("create", folder)):
        return ""
    return str(request.node_url(folder, "upload", front="admin"))
