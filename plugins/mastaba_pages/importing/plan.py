"""Read a folder of Markdown files and say what is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from mastaba.api import (
    Converted,
    ImportFile,
    ImportItem,
    ImportNote,
    ImportPlan,
    ImportTarget,
    Known,
    OperationError,
    Refused,
    files_below,
)
from mastaba_pages.importing import front_matter, tree
from mastaba_pages.importing.addresses import Addresses
from mastaba_pages.importing.convert import convert
from mastaba_pages.importing.files import (
    SourceError,
    is_markdown,
    read_file,
    refused,
)
from mastaba_pages.importing.images import Images, beside, image_file, is_image
from mastaba_pages.importing.meta import Meta
from mastaba_pages.importing.tree import Page, Place
from mastaba_pages.models import Page as PageModel
from mastaba_pages.models import Section as SectionModel

HOME = "home"
Convert = Callable[[Place, Known], Converted]


def read(source: Path, target: ImportTarget) -> ImportPlan:
    """The plan of a folder. Raises `OperationError` when it holds no Markdown."""
    if not source.is_dir():
        raise OperationError(f"{source} is not a folder; name the folder with the .md files.")
    pages, problems, others = _read_all(source)
    if not pages and not problems:
        raise OperationError(f"There is no Markdown file (.md) in {source}.")
    images = [image_file(source, path) for path in [*filter(is_image, others), *beside(source)]]
    notes = [ImportNote("other file", "not Markdown") for path in others if not is_image(path)]
    root = tree.build(pages)
    to_content = _converter(root, images, target)
    items = [_item(place, parent, to_content) for parent, place in root.walk()]
    root.name, root.slug = source.resolve().name, target.slug or HOME
    if target.is_root and root.page is not None:
        root.kind = tree.PAGE  # The site's root is no page: its text becomes one, at the front.
        front = replace(_item(root, None, to_content), front=True)
        return ImportPlan(None, [front, *items], problems, notes, images)
    top = None if target.is_root else _item(root, None, to_content)
    return ImportPlan(top, items, problems, notes, images)


def _converter(root: Place, images: list[ImportFile], target: ImportTarget) -> Convert:
    """What turns a place into content, once everything is known."""
    addresses, found = _addresses(root), Images(images)

    def to_content(place: Place, known: Known) -> Converted:
        return convert(place, addresses, found, target.publish, known)

    return to_content


def _read_all(source: Path) -> tuple[list[Page], list[Refused], list[Path]]:
    """The pages, the files that cannot be read, and those that are not Markdown."""
    pages, problems, others = [], [], []
    for path in files_below(source):
        if not is_markdown(path):
            others.append(path)
            continue
        key = path.relative_to(source).as_posix()
        try:
            page = _page(source, path)
        except SourceError as error:
            problems.append(refused(key, error))
            continue
        pages.append(page)
    return pages, problems, others


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


def _item(place: Place, parent: Place | None, to_content: Convert) -> ImportItem:
    """Children of the folder itself go below the target."""
    above = None if parent is None or parent.key in _ROOT_KEYS else parent.key
    return ImportItem(
        key=place.key or "./",
        kind=place.kind,
        parent=above,
        model=PageModel if place.kind == tree.PAGE else SectionModel,
        slug=place.slug,
        convert=partial(to_content, place),
        place=place.page.where if place.page else "",
    )


_ROOT_KEYS = frozenset({tree.ROOT, "_index.md", "index.md"})
