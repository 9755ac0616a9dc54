"""The screen of a folder: sub-folders, files, filters, upload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mastaba.api import page_of, status_of
from mastaba_media.library.filters import KINDS, SINCE, SORTS, STATES, Asked, asked_of, files
from mastaba_media.library.tiles import COLUMNS, Tile, folder_tiles, tiles
from mastaba_media.models import Folder, Item

SIZE = 60
MOST_FOLDERS = 200
COUNTED = 10_001  # a longer list says "more than 10,000"
COOKIE = "media_view"  # what this browser showed last; set by the page's script
VIEWS = ("grid", "list")


def folder_screen(context: Any, request: Any) -> dict[str, Any]:
    """Two statements, beside those of every screen: folders, and a page of files.

    Where none of its own are found, the first of those in the folders below are shown, with one
    statement more.
    """
    asked = asked_of(request.GET)
    found = _page(request, context, asked)
    first = found.previous_url is None
    folders = _folders(request, context) if first and not (asked.narrowed or asked.below) else []
    passing = first and not found.rows and not asked.below
    if passing:
        found = _page(request, context, replace(asked, below=True))
        passing = bool(found.rows)
    return {
        "here": _here(request, context),
        "folders": folders,
        "tiles": tiles(request, found.rows, places=asked.below or passing),
        "count": _count(found.rows),
        "passing": passing,
        "more": bool(found.next_url),
        "asked": asked,
        "choices": {"kind": KINDS, "state": STATES, "since": SINCE, "sort": _sorts()},
        "view": _view(request),
        "newer_url": None if passing else found.previous_url,
        "older_url": None if passing else found.next_url,
        **_doings(request, context, asked, [] if passing else found.rows),
    }


def _page(request: Any, folder: Any, asked: Asked) -> Any:
    catalog = files(request, folder, asked).adding(Item, *COLUMNS).counted(COUNTED)
    _label, sort, descending = SORTS[asked.sort]
    return page_of(request, catalog, sort=sort, descending=descending, size=SIZE)


def _folders(request: Any, folder: Any) -> list[Tile]:
    catalog = request.catalog(tree=folder.tree).visible().visible("enter")
    rows = catalog.of_type(Folder.__type__).children_of(folder)
    return folder_tiles(
        request, rows.keyset("title", descending=False, mark=None).rows(MOST_FOLDERS)
    )


def _here(request: Any, folder: Any) -> dict[str, Any]:
    return {
        "uid": folder.uid,
        "title": folder.title,
        "url": request.node_url(folder, front="admin"),
        "state": status_of(folder, request.now),
    }


def _count(rows: Sequence[Any]) -> str:
    """How many files there are on all pages; empty where there are none."""
    total = rows[0].total if rows else 0
    if total == COUNTED:
        return f"more than {COUNTED - 1:,}"
    return f"{total:,}" if total else ""


def _sorts() -> dict[str, str]:
    return {value: label for value, (label, _sort, _descending) in SORTS.items()}


def _view(request: Any) -> str:
    wanted = request.GET.get("view") or request.cookies.get(COOKIE, "")
    return wanted if wanted in VIEWS else VIEWS[0]


def _doings(request: Any, folder: Any, asked: Asked, rows: Sequence[Any]) -> dict[str, Any]:
    """What this person may do here; those without rights see no upload and no new folder."""

    def address(view: str) -> str:
        return str(request.node_url(folder, view, front="admin"))

    may = request.has_permission
    adds, changes = may("create", folder), may("edit", folder) or may("create", folder)
    publishing = ("publish", "unpublish") if may("publish", folder) else ()
    every = bool(rows) and rows[0].total > len(rows) and not asked.own
    return {
        "upload_url": address("upload") if adds else "",
        "folder_url": address("new-folder") if adds else "",
        "edit_url": address("edit") if may("edit", folder) else "",
        "actions": [*publishing, *(("move", "copy", "tag", "trash") if changes else ())],
        "bulk_url": address("bulk"),
        "move_url": address("move"),
        "every": every and bool(changes),
        "carried": _carried(asked),
    }


def _carried(asked: Asked) -> list[tuple[str, str]]:
    """The filter, in the words of the core's list, for “all that match”."""
    pairs = (("q", asked.q), ("state", asked.state), ("below", "1" if asked.below else ""))
    return [("type", Item.__type__), *((name, value) for name, value in pairs if value)]


def includeme(config: Any) -> None:
    """Register the screen in the place of the core's list, and the entry that leads to it."""
    options = {"context": Folder, "renderer": "media/folder.jinja2", "shows": "list"}
    config.add_admin_view(folder_screen, is_root=False, **options)
    config.add_admin_view(folder_screen, is_root=False, name="contents", **options)
