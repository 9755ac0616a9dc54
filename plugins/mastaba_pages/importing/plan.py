"""Read a folder of Markdown files and say what is there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from mastaba.api import (
    ImportItem,
    ImportNote,
    ImportPlan,
    ImportTarget,
    OperationError,
    Refused,
)
from mastaba_pages.importing import front_matter, tree
from mastaba_pages.importing.addresses import Addresses
from mastaba_pages.importing.convert import convert
from mastaba_pages.importing.files import (
    SourceError,
    is_markdown,
    other,
    read_file,
    refused,
    walk,
)
from mastaba_pages.importing.meta import Meta
from mastaba_pages.importing.tree import Page, Place
from mastaba_pages.models import Page as PageModel
from mastaba_pages.models import Section as SectionModel

HOME = "home"


def read(source: Path, target: ImportTarget) -> ImportPlan:
    """The plan of a folder. Raises `OperationError` when it holds no Markdown."""
    if not source.is_dir():
        raise OperationError(f"{source} is not a folder; name the folder with the .md files.")
    pages, problems, notes = _read_all(source)
    if not pages and not problems:
        raise OperationError(f"There is no Markdown file (.md) in {source}.")
    root = tree.build(pages)
    addresses = _addresses(root)
    items = [_item(place, parent, addresses) for parent, place in root.walk()]
    root.name, root.slug = source.resolve().name, target.slug or HOME
    if target.is_root and root.page is not None:
        root.kind = tree.PAGE  # The site's root is no page: its text becomes one, at the front.
        front = replace(_item(root, None, addresses), front=True)
        return ImportPlan(None, [front, *items], problems, notes)
    top = None if target.is_root else _item(root, None, addresses)
    return ImportPlan(top, items, problems, notes)


def _read_all(source: Path) -> tuple[list[Page], list[Refused], list[ImportNote]]:
    pages, problems, notes = [], [], []
    for path in walk(source):
        if not is_markdown(path):
            notes.append(other(path))
            continue
        key = path.relative_to(source).as_posix()
        try:
            page = _page(source, path)
        except SourceError as error:
            problems.append(refused(key, error))
            continue
        pages.append(page)
    return pages, problems, notes


def _page(source: Path, path: Path) -> Page:
    """One file; everything its front matter may get wrong is asked now."""
    file = read_file(source, path)
    values, text = front_matter.split(file.text)
    meta = Meta(values, file.text)
    for question in (
        meta.title, meta.summary, meta.slug, meta.addresses, meta.draft, meta.published,
        meta.expires, meta.tags, meta.in_menu, meta.newest_first,
    ):  # fmt: skip
        question()
    return Page(file, meta, text)


def _addresses(root: Place) -> Addresses:
    """Every page by path, slug and former addresses."""
    addresses = Addresses()
    listed = [place for _, place in root.walk()]
    for place in [root, *listed]:
        names = place.page.meta.addresses() if place.page else []
        folder = place.key.rstrip("/").rpartition("/")[0]
        addresses.add(place.key, [*names, f"{folder}/{place.slug}"])
    return addresses


def _item(place: Place, parent: Place | None, addresses: Addresses) -> ImportItem:
    """Children of the folder itself go below the target."""
    above = None if parent is None or parent.key in _ROOT_KEYS else parent.key
    return ImportItem(
        key=place.key or "./",
        kind=place.kind,
        parent=above,
        model=PageModel if place.kind == tree.PAGE else SectionModel,
        slug=place.slug,
        convert=partial(convert, place, addresses),
        place=place.page.where if place.page else "",
    )


_ROOT_KEYS = frozenset({tree.ROOT, "_index.md", "index.md"})
