"""The images beside the texts: which file an address in a text means, and the block it becomes.

Generators keep images beside the page that shows them (`cat.png`, `./cat.png`), in the page's own
folder (a bundle), or in a folder `static` from which addresses like `/images/cat.png` count.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from mastaba.api import (
    ImageSpot,
    ImportFile,
    ImportNote,
    Known,
    Refused,
    files_below,
    printable,
)
from mastaba_pages.importing.addresses import normal

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
    ".bmp": "image/bmp",
}
STATIC = ("static", "assets", "public", "content")
CONTENT, BESIDE = "content", "static"
MAX_ALT, MAX_TITLE = 500, 1000  # characters; what is longer is no description but a text
MISSING = "its file is not there"
NOT_TAKEN = "its file was not taken in; its words are kept"


def image_file(root: Path, path: Path) -> ImportFile:
    """An image below `root`; what one import brings in is kept in one folder."""
    key = path.relative_to(root.parent if _is_beside(root, path) else root).as_posix()
    named = f"../{key}" if _is_beside(root, path) else key
    source = root.resolve().parent.name if root.name == CONTENT else root.resolve().name
    return ImportFile(printable(named), "image", path, TYPES[path.suffix.lower()], (source,))


def is_image(path: Path) -> bool:
    return path.suffix.lower() in TYPES


def beside(root: Path) -> Iterator[Path]:
    """Images of the folder `static` beside `content`, where Hugo and Zola keep some."""
    folder = root.parent / BESIDE
    if root.name == CONTENT and folder.is_dir():
        yield from filter(is_image, files_below(folder))


def _is_beside(root: Path, path: Path) -> bool:
    return not path.is_relative_to(root)


class Images:
    """The image files of a source, by the addresses that texts use for them."""

    def __init__(self, files: Iterable[ImportFile]) -> None:
        self._keys = {file.key.casefold(): file.key for file in files}

    def find(self, src: str, origin: str) -> str | None:
        """Key of the file that `src` in the text `origin` (a key) means."""
        try:
            path = unquote(urlsplit(src).path)
        except ValueError:
            return None
        found = (self._keys.get(name.casefold()) for name in _candidates(path, origin))
        return next(filter(None, found), None)


def _candidates(path: str, origin: str) -> Iterator[str]:
    """Names that an address may stand for, the most likely first."""
    if path.startswith(("/", "@/")):
        inner = path.removeprefix("@").lstrip("/")
        yield from (inner, *(f"{folder}/{inner}" for folder in STATIC), f"../{BESIDE}/{inner}")
        return
    folder = posixpath.dirname(origin)
    bundle = posixpath.join(folder, posixpath.basename(normal(origin)))
    for base in (folder, bundle, "", *STATIC, f"../{BESIDE}"):
        yield posixpath.normpath(posixpath.join(base, path))


def _target(spot: ImageSpot) -> str:
    """Where a picture leads: a page, or an address of another site."""
    link = spot.link or {}
    href = str(link.get("href") or "")
    return str(link.get("uid") or "") or (href if href.startswith(("http:", "https:")) else "")


class Shown:
    """Turns the images of one text into blocks; remembers what could not be."""

    def __init__(self, images: Images, known: Known, origin: str) -> None:
        self._images = images
        self._known = known
        self._origin = origin
        self.notes: list[ImportNote] = []
        self.refused: list[Refused] = []

    def block(self, spot: ImageSpot) -> dict[str, Any] | None:
        """The block that shows an image of the text; None leaves its words."""
        key = self._images.find(spot.src, self._origin)
        if key is None:
            detail = f"“{spot.src[:200]}”"
            self.refused.append(Refused("image reference", MISSING, self._origin, detail))
            return None
        alt, title = spot.alt[:MAX_ALT], spot.title[:MAX_TITLE]
        found = self._known.block(key, alt=alt, title=title, link=_target(spot))
        if found is None:
            self.notes.append(ImportNote("image reference", NOT_TAKEN))
        return found
