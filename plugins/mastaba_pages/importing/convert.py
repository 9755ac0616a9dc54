"""One place as content: fields, dates, and a text whose links lead to pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from mastaba.api import (
    Conversion,
    Converted,
    ImportNote,
    Known,
    LinkTarget,
    from_markdown,
    plain_text,
)
from mastaba_pages.importing.addresses import Addresses
from mastaba_pages.importing.images import Images, Shown
from mastaba_pages.importing.meta import Meta
from mastaba_pages.importing.tree import PAGE, Page, Place

Json = dict[str, Any]

# Note of the conversion -> (kind, reason) in the report; None takes the note's detail.
_IMAGE = "image skipped"  # counted by `Shown`, which knows why
_COUNTED = {
    "image of another site shown as a link": ("image of another site", "shown as a link"),
    "embedded media shown as a link": ("embedded media", "shown as a link"),
    "HTML removed": ("HTML element", None),
    "link removed": ("link", "its address is not allowed"),
    "link not resolved": ("link", "no page for its address; its text is kept"),
    "shortcode kept as code": ("shortcode", "kept as code"),
    "nested too deeply, kept as code": ("text", "nested too deeply, kept as code"),
}


def convert(
    place: Place, addresses: Addresses, images: Images, publish: bool | None, known: Known
) -> Converted:
    """The content of a place. Raises `ValueError` for a text that cannot be converted."""
    if place.page is None:
        empty = {"title": place.title, "in_menu": True, "newest_first": _dated(place)}
        return Converted(empty, publish is not False)
    page, meta = place.page, place.page.meta
    shown = Shown(images, known, page.file.key)
    conversion = _text(page, addresses, known, shown)
    data = {
        "title": place.title,
        "summary": _beyond_title(meta.summary(), place.title),
        "body": _without_title(conversion.doc, place.title),
        "in_menu": place.kind != PAGE if meta.in_menu() is None else meta.in_menu(),
        **_of_kind(place, meta),
    }
    start, end = _dates(page)
    found = [_counted(n.kind, n.detail) for n in conversion.notes if n.kind != _IMAGE]
    old = list(dict.fromkeys(map(_as_path, meta.aliases())))
    public = not meta.draft() and publish is not False
    former = [path for path in old if path]
    return Converted(data, public, start, end, [*found, *shown.notes], former, shown.refused)


def _as_path(alias: str) -> str:
    """An alias as a path from the site's root: Zola writes them without the first slash."""
    try:
        return unquote(urlsplit(alias).path).strip("/")
    except ValueError:
        return alias


def _of_kind(place: Place, meta: Meta) -> Json:
    """Fields that only pages or only sections have."""
    if place.kind == PAGE:
        return {"tags": meta.tags()}
    said = meta.newest_first()
    return {"newest_first": _dated(place) if said is None else said}


def _dated(place: Place) -> bool:
    """Whether most pages of a section have a date: then it is news or a blog."""
    pages = [child.page for child in place.children if child.page]
    with_date = sum(page.meta.published() is not None for page in pages)
    return with_date * 2 > len(place.children)


def _dates(page: Page) -> tuple[datetime | None, datetime | None]:
    """From when until when; an end before the beginning means nothing."""
    start, end = page.meta.published(), page.meta.expires()
    if start is not None and end is not None and end <= start:
        return start, None
    return start, end


def _text(page: Page, addresses: Addresses, known: Known, shown: Shown) -> Conversion:
    def resolve(href: str) -> LinkTarget | None:
        found = addresses.find(href, page.file.key)
        uid = known.get(found[0]) if found else None
        return LinkTarget(uid, found[1]) if found and uid else None

    return from_markdown(page.text, resolve, shown.block)


def _beyond_title(summary: str | None, title: str) -> str | None:
    """A summary that only repeats the title says nothing."""
    return None if summary is None or summary.casefold() == title.casefold() else summary


def _without_title(doc: Json, title: str) -> Json:
    """A first heading that repeats the title would be shown twice."""
    first, *rest = doc["content"]
    if first["type"] != "heading" or not rest:
        return doc
    same = plain_text({"type": "doc", "content": [first]}).split() == title.split()
    return {"type": "doc", "content": rest} if same else doc


def _counted(kind: str, detail: str) -> ImportNote:
    counted, reason = _COUNTED[kind]
    return ImportNote(counted, reason or f"{detail} removed")
