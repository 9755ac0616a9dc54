"""`mastaba import media FOLDER`: folders become folders, files become items.

A second run takes what is new and what has changed. What editors have written is theirs: a
changed file replaces the bytes only, and not where somebody has replaced them here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from mastaba.api import (
    Converted,
    ImportItem,
    ImportNote,
    ImportPlan,
    ImportTarget,
    OperationError,
    Revision,
    create,
    files_below,
    printable,
)
from mastaba_media.models import Folder, Item
from mastaba_media.operations import Received, caps_of, receive, replace, upload

KIND = "import"
LEAVINGS = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})  # of file managers
TARGET = "./"


def includeme(config: Any) -> None:
    """Declare the importer."""
    config.add_importer(
        "media", read, title="Folder of pictures and files", into="/media", tree="library"
    )


def read(source: Path, target: ImportTarget) -> ImportPlan:
    """The plan of a folder. Raises `OperationError` when it holds no file."""
    if not source.is_dir():
        raise OperationError(f"{source} is not a folder; name the folder with the files.")
    found = list(files_below(source))
    files = [path for path in found if path.name.casefold() not in LEAVINGS]
    if not files:
        raise OperationError(f"There is no file in {source}.")
    folders = {above for path in files for above in path.parents if above.is_relative_to(source)}
    below = sorted(folders - {source}, key=lambda path: path.relative_to(source).parts)
    items = [_folder(source, path, target) for path in below]
    items += [_file(source, path, target) for path in files]
    left = [ImportNote("file", "left by a file manager")] * (len(found) - len(files))
    top = None if target.is_root else _top(source, target)
    return ImportPlan(top, items, notes=left, batch=1)


def _top(source: Path, target: ImportTarget) -> ImportItem:
    """The folder that is imported into, in case it has to be made."""
    title = source.resolve().name or target.slug
    return ImportItem(
        TARGET, "folder", None, Folder, target.slug, partial(_titled, title, target.publish)
    )


def _folder(source: Path, path: Path, target: ImportTarget) -> ImportItem:
    return ImportItem(
        _key(source, path),
        "folder",
        _parent(source, path),
        Folder,
        "",
        partial(_titled, path.name, target.publish),
        make=_make_folder,
    )


def _titled(title: str, publish: bool | None, _known: object) -> Converted:
    """Folders are shown unless nothing shall be: what lies in them has a state of its own."""
    return Converted({"title": printable(title)[:200]}, publish is not False)


def _file(source: Path, path: Path, target: ImportTarget) -> ImportItem:
    return ImportItem(
        _key(source, path),
        "file",
        _parent(source, path),
        Item,
        "",
        partial(_digested, path, target.publish),
        make=partial(_make, path),
        change=partial(_change, path),
    )


def _digested(path: Path, publish: bool | None, _known: object) -> Converted:
    """What tells a changed file: its bytes. They are looked into when it is new or changed."""
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ValueError(f"It cannot be read ({error.strerror}).") from None
    return Converted({"sha256": digest}, publish is True)


def _make_folder(
    request: Any, parent: Any, item: ImportItem, converted: Converted, uid: str
) -> Any:
    """Its address follows from its name; a folder of that name may be there."""
    return create(request, parent, item.model, converted.data, uid=uid, kind=KIND)


def _make(
    path: Path, request: Any, parent: Any, _item: ImportItem, _converted: Converted, uid: str
) -> Any:
    with _received(request, path) as received:
        return upload(request, parent, received, uid=uid, kind=KIND)


def _change(path: Path, request: Any, node: Any, _converted: Converted, since: int) -> bool:
    """Replace the bytes, unless they are no longer those of the import."""
    if _blob_of(request, node, node.revision) != _blob_of(request, node, since):
        return False
    with _received(request, path) as received:
        replace(request, node, received, kind=KIND)
    return True


def _blob_of(request: Any, node: Any, revision: int) -> Any:
    found = request.db.query(Revision.data).filter_by(node_id=node.id, number=revision).scalar()
    return (found or {}).get("blob")


@contextmanager
def _received(request: Any, path: Path) -> Iterator[Received]:
    with path.open("rb") as stream:
        received = receive(stream, path.name, caps=caps_of(request.registry))
        with closing(received):
            yield received


def _key(source: Path, path: Path) -> str:
    name = path.relative_to(source).as_posix()
    return printable(f"{name}/" if path.is_dir() else name)


def _parent(source: Path, path: Path) -> str | None:
    return None if path.parent == source else _key(source, path.parent)
