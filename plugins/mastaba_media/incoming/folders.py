"""The folder that a file of a text is put into, made when it is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyramid.location import lineage

from mastaba.api import (
    Node,
    OperationError,
    as_system,
    create,
    declared_place,
    find,
    publish,
    settings_for,
    share_as,
)
from mastaba_media.incoming.settings import IncomingSettings
from mastaba_media.models import Folder

TREE = "library"
TOP = "media.files"  # declared when the plugin is included
NO_TOP = (
    "The top folder for files is not there: an administrator takes it out of the trash, or types "
    "`mastaba migrate`, which makes it again."
)


def folder_for(request: Any, page: Any, names: Sequence[str]) -> Folder:
    """The folder at `names` below the top one; without names, where files dropped on `page` go.

    What is dropped on a page that is not for everybody goes into a folder for the same people.
    Making it needs no right; whoever puts a file into it needs one. Raises `OperationError`
    where there is no top folder.
    """
    place = _top(request)
    with as_system(request):
        for name in names or dropped_into(request):
            place = _below(request, place, name) or _made(request, place, name)
        if not names and _is_closed(request, page):
            place = _closed_below(request, place, page)
    return place


def dropped_into(request: Any) -> list[str]:
    """Names of the folders, the outer one first, that the setting says for today."""
    pattern = settings_for(request, IncomingSettings).dropped
    path = pattern.format(year=request.now.year, month=f"{request.now.month:02}")
    return [name.strip() for name in path.split("/") if name.strip()]


def _top(request: Any) -> Folder:
    declared = declared_place(request, TOP)
    found = None if declared is None else find(request, declared.uid, tree=TREE)
    if not isinstance(found, Folder):
        raise OperationError(NO_TOP)
    return found


def _is_closed(request: Any, node: Any) -> bool:
    """Whether visitors would not see it even when it is published."""
    return bool(request.catalog(tree=node.tree).restricted_among([node]))


def _closed_below(request: Any, place: Folder, page: Any) -> Folder:
    """The folder of those who may see `page`; it is called as what closes that page."""
    closing = next((above for above in lineage(page) if not above.inherit), page)
    for row in _named(request, place, closing.title):
        if _is_closed(request, row):
            return find(request, row.uid, tree=TREE)  # type: ignore[return-value]  # of this type
    folder = _made(request, place, closing.title)
    share_as(request, folder, page)
    return folder


def _below(request: Any, place: Folder, name: str) -> Folder | None:
    rows = _named(request, place, name)
    found = find(request, rows[0].uid, tree=TREE) if rows else None
    return found if isinstance(found, Folder) else None


def _named(request: Any, place: Folder, name: str) -> list[Any]:
    """Folders of this name in `place`, in the editors' order; a few."""
    catalog = request.catalog(tree=TREE).visible().of_type(Folder.__type__).children_of(place)
    rows: list[Any] = catalog.filter(Node.title == name).ordered().rows(20)
    return rows


def _made(request: Any, place: Folder, name: str) -> Folder:
    folder = create(request, place, Folder, {"title": name[:200]})
    publish(request, folder)
    return folder  # type: ignore[return-value]  # `create` makes what it is told to
