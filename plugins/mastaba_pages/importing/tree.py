"""Which file becomes what: pages, sections, and sections for folders without a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from mastaba.api import from_markdown, plain_text
from mastaba_pages.importing.files import File
from mastaba_pages.importing.meta import MAX_TITLE, Meta, cut, undated

ROOT = ""
PAGE, SECTION, FOLDER = "page", "section", "folder"
_UNUSABLE = re.compile(r"[/\\?#%\s\x00-\x1f]+")


@dataclass(frozen=True)
class Page:
    """A file with its front matter taken off."""

    file: File
    meta: Meta
    text: str

    @property
    def where(self) -> str:
        """File and line at which the text begins."""
        head = len(self.file.text) - len(self.text)
        return f"{self.file.key}:{self.file.text.count(chr(10), 0, head) + 1}"


@dataclass
class Place:
    """A node to be: a page or a folder; `page` is None for a folder without an index."""

    key: str
    name: str
    kind: str
    page: Page | None = None
    children: list[Place] = field(default_factory=list)
    slug: str = ""

    @property
    def title(self) -> str:
        """Front matter, else the first heading, else the name of file or folder."""
        if self.page is not None:
            found = self.page.meta.title() or first_heading(self.page.text)
            if found:
                return cut(found, MAX_TITLE)
        return humanised(self.name)

    def walk(self) -> Iterator[tuple[Place | None, Place]]:
        """(parent, place) for everything below, parents first."""
        for child in self.children:
            yield self, child
            yield from child.walk()


def build(pages: Iterable[Page]) -> Place:
    """The tree of places, each folder's children in their order, with slugs that differ."""
    folders = {ROOT: Place(ROOT, ROOT, FOLDER)}
    listed = list(pages)
    for page in listed:
        if page.file.is_index:
            _take_index(_folder(folders, page.file.folder), page)
    for page in listed:
        if not page.file.is_index:
            parent = _folder(folders, page.file.folder)
            parent.children.append(Place(page.file.key, page.file.stem, PAGE, page))
    for place in folders.values():
        _settle(place)
    return folders[ROOT]


def _folder(folders: dict[str, Place], path: str) -> Place:
    if path not in folders:
        above, _, name = path.rpartition("/")
        place = Place(f"{path}/", name, FOLDER)
        folders[path] = place
        _folder(folders, above).children.append(place)
    return folders[path]


def _take_index(folder: Place, page: Page) -> None:
    """Two indexes in one folder: the second becomes a page of it."""
    if folder.page is None:
        folder.page, folder.kind, folder.key = page, SECTION, page.file.key
    else:
        folder.children.append(Place(page.file.key, page.file.stem, PAGE, page))


def _settle(place: Place) -> None:
    """A bundle (`index.md` alone in its folder) is a page; children get order and slugs."""
    if place.page and place.page.file.stem == "index" and not place.children and place.name:
        place.kind = PAGE
    place.children.sort(key=_rank)
    taken: set[str] = set()
    for child in place.children:
        child.slug = _free(slug_of(child), taken)
        taken.add(child.slug.casefold())


def _rank(place: Place) -> tuple[Any, ...]:
    """By weight; then the newest; then by title."""
    if place.page is None:
        return float("inf"), 0.0, place.name.casefold()
    published = place.page.meta.published()
    age = -published.timestamp() if published else 0.0
    return place.page.meta.order(), age, place.title.casefold()


def slug_of(place: Place) -> str:
    """The explicit address as the source has it, else the file's name in lower case."""
    explicit = place.page.meta.slug() if place.page else None
    wanted = explicit or undated(place.name).lower()
    slug = _UNUSABLE.sub("-", wanted).strip("-").lstrip("@_.")[:150]
    return slug or "page"


def _free(slug: str, taken: set[str]) -> str:
    candidate, number = slug, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def first_heading(text: str) -> str | None:
    """The words of the first heading of level 1 or 2, outside code."""
    line = next(_headings(text.split("\n")), None)
    if line is None:
        return None
    heading = from_markdown(f"# {line}")
    return " ".join(plain_text(heading.doc).split()) or None


def _headings(lines: list[str]) -> Iterator[str]:
    """Headings written with `#` or underlined with `=`."""
    fence = ""
    for line, following in pairwise([*lines, ""]):
        if line.startswith(("```", "~~~")):
            fence = "" if fence == line[:3] else fence or line[:3]
        elif not fence and line.startswith(("# ", "## ")):
            yield line.lstrip("#").rstrip("# ").strip()
        elif not fence and line.strip() and following and not following.strip("= "):
            yield line.strip()


def humanised(name: str) -> str:
    """A file's name as a title."""
    words = re.sub(r"[-_\s]+", " ", undated(name)).strip()
    return words[:1].upper() + words[1:] or "Untitled"
