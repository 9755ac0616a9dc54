"""SVG: read as XML and written anew from what is known to be harmless (case 086).

No HTML parser is asked: it would read the same bytes otherwise than browsers read XML. Scripts,
handlers, foreign content and everything that would load from elsewhere are left out; entities,
which can grow without end, are refused (case 081).
"""

from __future__ import annotations

import io
from typing import BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from mastaba_media.vetting.measured import Measured
from mastaba_media.vetting.refused import FileRefused
from mastaba_media.vetting.svg_names import ELEMENTS, SVG, XLINK, is_safe_css, kept_attribute
from mastaba_media.vetting.svg_size import size_of
from mastaba_media.vetting.svg_uses import Uses

MOST_ELEMENTS = 100_000
DEEPEST = 100
LARGEST = 5_000_000  # bytes
BROKEN = "The drawing is no proper SVG, so it cannot be shown. Save it again, and send that."
ENTITIES = "The drawing defines entities (ENTITY), which are not taken. Save it as plain SVG."
TOO_MUCH = "The drawing is too large: simplify it, or save it as PNG."


def clean_svg(file: BinaryIO) -> tuple[BinaryIO, Measured]:
    """The drawing written anew, and the size that it asks for. Raises `FileRefused`."""
    if file.seek(0, 2) > LARGEST:
        raise FileRefused(TOO_MUCH)
    file.seek(0)
    writer = _Writer()
    try:
        writer.parser.ParseFile(file)
    except (expat.ExpatError, ValueError, LookupError):
        raise FileRefused(BROKEN) from None
    writer.uses.refuse_endless()
    return io.BytesIO("".join(writer.out).encode("utf-8", "replace")), writer.measured


class _Writer:
    """Expat's handlers; `out` is what is kept."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.measured = Measured()
        self.uses = Uses()
        self._path: list[str | None] = []  # names of open elements; None for one that is left out
        self._dropped = self._elements = 0
        self._style: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _doctype(self, *declared: object) -> None:
        if declared[-1]:  # it has an internal subset
            raise FileRefused(ENTITIES)

    def _entity(self, *_declared: object) -> None:
        raise FileRefused(ENTITIES)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._path) > DEEPEST:
            raise FileRefused(TOO_MUCH)
        space, _, local = name.rpartition(" ")
        if not self._path and (space, local) not in ((SVG, "svg"), ("", "svg")):
            raise FileRefused(BROKEN)
        kept = space in (SVG, "") and local in ELEMENTS and not self._dropped
        kept = kept and not _animates_unsafely(local, attributes)
        self._path.append(local if kept else None)
        if not kept:
            self._dropped += 1
            return
        if len(self._path) == 1:
            self.measured = size_of(attributes)
        self.uses.start(attributes.get("id", ""), _used(local, attributes))
        self._style = [] if local == "style" else None
        self.out.append(f"<{local}{_written(attributes, first=len(self._path) == 1)}>")

    def _end(self, _name: str) -> None:
        local = self._path.pop()
        if local is None:
            self._dropped -= 1
            return
        self.uses.end()
        if local == "style" and self._style is not None:
            css = "".join(self._style)
            self.out.append(escape(css) if is_safe_css(css) else "")
            self._style = None
        self.out.append(f"</{local}>")

    def _text(self, text: str) -> None:
        if self._dropped:
            return
        if self._style is None:
            self.out.append(escape(text))
        else:
            self._style.append(text)


def _used(local: str, attributes: dict[str, str]) -> str:
    if local != "use":
        return ""
    said = attributes.get("href") or attributes.get(f"{XLINK} href") or ""
    return said.strip().removeprefix("#")


def _written(attributes: dict[str, str], *, first: bool) -> str:
    spaces = {"xmlns": SVG, "xmlns:xlink": XLINK} if first else {}
    kept = (kept_attribute(name, value) for name, value in attributes.items())
    pairs = [*spaces.items(), *(pair for pair in kept if pair)]
    return "".join(f" {name}={quoteattr(value)}" for name, value in pairs)


def _animates_unsafely(local: str, attributes: dict[str, str]) -> bool:
    """An animation could put back what was taken out: an address, a handler."""
    target = attributes.get("attributeName", "").lower()
    moves = local.startswith("animate") or local == "set"
    return moves and ("href" in target or target.startswith("on") or target == "style")
