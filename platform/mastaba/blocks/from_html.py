"""HTML -> document. Everything is sanitised first; every visible word of it arrives.

What a body has no node for is reduced to something readable: definition lists to lists with
bold terms, embedded media and images of other sites to links, check boxes to a sign. An image
becomes the block that the caller gives for it, else its alternative text. Each reduction that
loses something is noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from mastaba.blocks import attributes as clean
from mastaba.blocks import conversion as kinds
from mastaba.blocks.builder import Builder
from mastaba.blocks.conversion import Conversion, ImageResolver, ImageSpot, Note
from mastaba.blocks.sanitise import sanitise
from mastaba.blocks.validate import validate

Json = dict[str, Any]
LinkHook = Callable[[str, list[Note]], Json | None]
"""Address -> attributes of the link mark, or None for text only (with a note why)."""

_MARKS = {
    **dict.fromkeys(("strong", "b"), "bold"),
    **dict.fromkeys(("em", "i", "cite", "dfn"), "italic"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "var"), "code"),
    "sub": "subscript",
    "sup": "superscript",
}
_CONTAINERS = {
    "blockquote": "blockquote",
    "ul": "bulletList",
    "ol": "orderedList",
    "dl": "bulletList",
    "li": "listItem",
    "table": "table",
    "tr": "tableRow",
    "td": "tableCell",
    "th": "tableHeader",
}
_INLINE = frozenset(("a", "abbr", "ins", "mark", "q", "small", "span", "u")) | _MARKS.keys()
_TRANSPARENT = frozenset(("tbody", "thead", "tfoot"))
_BOLD_LINES = frozenset(("summary", "dt"))
_VOID = frozenset(("br", "hr", "img", "input", "source", "embed"))
_MEDIA = frozenset(("iframe", "video", "audio", "embed", "source"))
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-(\S+)")


def from_html(
    html: str, link: LinkHook | None = None, image: ImageResolver | None = None
) -> Conversion:
    """A valid document with the text of `html`; BodyError when it is too long or too deep.

    `image` is asked for every image that is not of another site.
    """
    reader = _Reader(link or keep_link, image or _no_block)
    reader.feed(sanitise(_storable(html)))
    reader.close()
    return Conversion(validate(reader.builder.finish()), tuple(reader.notes))


def keep_link(href: str, notes: list[Note]) -> Json | None:
    """The usual hook: addresses with an allowed scheme stay, others leave a note."""
    address = clean.href(href)
    if address is None:
        notes.append(Note(kinds.LINK_REMOVED, href))
        return None
    return {"href": address}


def _no_block(_spot: ImageSpot) -> None:
    """The usual hook for images: their words stay."""


def _storable(text: str) -> str:
    """The text without what no database holds: NUL and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class _Reader(HTMLParser):
    """Turns tags into calls of the builder; remembers per open tag what its end undoes."""

    def __init__(self, link: LinkHook, image: ImageResolver) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = Builder()
        self.notes: list[Note] = []
        self._link = link
        self._block_of = image
        self._after_heading: list[Json] = []
        self._open: list[tuple[str, int, tuple[Json, ...]]] = []
        self._heading = 0
        self._pre = 0

    def handle_data(self, data: str) -> None:
        self.builder.text(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append((tag, self.builder.depth, self.builder.marks))
        if tag in _INLINE:
            self._start_inline(tag, values)
        elif tag in _MEDIA or tag in _VOID:
            self._start_atom(tag, values)
        elif self._heading or self._pre:
            self.builder.text("\n" if self._pre else " ")
        else:
            self._start_block(tag, values)
        self._heading += _is_heading(tag)
        self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, depth, self.builder.marks = self._open.pop()
        self._heading -= _is_heading(tag)
        self._pre -= tag == "pre"
        if tag in _INLINE or tag in _TRANSPARENT or tag in _MEDIA:
            return
        if self._heading or self._pre:
            self.builder.text(" " if self._heading else "")
        elif tag == "dt":
            self.builder.end_block()
        else:
            self.builder.close_to(depth)
            self._show_images()

    def _start_inline(self, tag: str, values: dict[str, str]) -> None:
        if tag == "code" and self._pre:
            self._set_language(values)
        elif tag == "a":
            self._start_link(values)
        elif tag in _MARKS:
            self._add_mark({"type": _MARKS[tag]})

    def _start_link(self, values: dict[str, str]) -> None:
        """An <a> that lost its address in the sanitiser had a forbidden one."""
        if "href" not in values:
            if "id" not in values and "name" not in values:
                self.notes.append(Note(kinds.LINK_REMOVED, "its address is not allowed"))
            return
        attrs = self._link(values["href"], self.notes)
        if attrs is not None:
            title = {"title": values["title"]} if values.get("title") else {}
            self._add_mark({"type": "link", "attrs": {**attrs, **title}})

    def _add_mark(self, mark: Json) -> None:
        present = [given["type"] for given in self.builder.marks]
        if mark["type"] not in present:
            self.builder.marks = (*self.builder.marks, mark)

    def _start_atom(self, tag: str, values: dict[str, str]) -> None:
        if tag == "br":
            self.builder.line_break()
        elif tag == "hr":
            self.builder.text(" ") if self._heading else self.builder.leaf("horizontalRule")
        elif tag == "input":
            self._check_box(values)
        elif tag == "img":
            self._image(values)
        else:
            self._media(tag, values)

    def _check_box(self, values: dict[str, str]) -> None:
        if values.get("type", "").lower() == "checkbox":
            self.builder.text("☑ " if "checked" in values else "☐ ")

    def _image(self, values: dict[str, str]) -> None:
        """Its block where one is given for it, else its words."""
        spot = self._spot(values)
        if _REMOTE.match(spot.src):
            self._remote_image(spot)
        elif self._pre == 0 and (block := self._block_of(spot)) is not None:
            self._after_heading.append(block)
            self._show_images()
        else:
            self._words(spot.alt, {"type": "italic"})
            self.notes.append(Note(kinds.IMAGE_SKIPPED, spot.src))

    def _spot(self, values: dict[str, str]) -> ImageSpot:
        links = (mark["attrs"] for mark in self.builder.marks if mark["type"] == "link")
        alt, title = (" ".join(values.get(name, "").split()) for name in ("alt", "title"))
        return ImageSpot(values.get("src", ""), alt, title, next(links, None))

    def _remote_image(self, spot: ImageSpot) -> None:
        """What is on another site is neither fetched nor shown from there."""
        address = clean.href(spot.src)
        if address is not None:
            self._words(spot.alt, {"type": "link", "attrs": {"href": address}})
        self.notes.append(Note(kinds.IMAGE_LINKED, spot.src))

    def _show_images(self) -> None:
        """Blocks stand between paragraphs; those of a heading behind it."""
        if self._heading == 0:
            for block in self._after_heading:
                self.builder.insert(block)
            self._after_heading.clear()

    def _words(self, text: str, mark: Json) -> None:
        """Some text that carries one mark more than what is around it."""
        marks = self.builder.marks
        self._add_mark(mark)
        self.builder.text(text)
        self.builder.marks = marks

    def _media(self, tag: str, values: dict[str, str]) -> None:
        source = clean.href(values.get("src"))
        if source is None:
            return
        self.notes.append(Note(kinds.MEDIA_LINKED, source))
        self._words(source, {"type": "link", "attrs": {"href": source}})

    def _start_block(self, tag: str, values: dict[str, str]) -> None:
        if tag in _CONTAINERS:
            self.builder.open(_CONTAINERS[tag], _container_attrs(tag, values))
        elif _is_heading(tag):
            anchor = clean.anchor(values.get("id"))
            attrs: Json = {"level": int(tag[1])} | ({"anchor": anchor} if anchor else {})
            self.builder.start_block("heading", attrs)
        elif tag == "pre":
            self.builder.start_block("codeBlock")
            self._set_language(values)
        elif tag == "dt":
            self.builder.open("listItem", implied=True)
        elif tag not in _TRANSPARENT:
            self.builder.end_block()
        if tag in _BOLD_LINES:
            self._add_mark({"type": "bold"})

    def _set_language(self, values: dict[str, str]) -> None:
        found = _LANGUAGE.search(values.get("class", ""))
        block = self.builder.block
        if found and block is not None and clean.language(found[1]):
            block["attrs"]["language"] = found[1]


def _is_heading(tag: str) -> bool:
    return len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()


def _container_attrs(tag: str, values: dict[str, str]) -> Json:
    """Numbers of lists and cells; what is not a small number is left out."""
    attrs = {}
    for name in ("start", "colspan", "rowspan"):
        text = values.get(name, "")
        if re.fullmatch(r"-?[0-9]{1,6}", text):
            attrs[name] = int(text)
    return attrs
