"""From document to HTML, in two steps, because addresses of pages change and text does not.

`render` does the work once per revision; its result can be kept as long as the revision lives.
`Rendered.html` puts in the addresses of the pages linked to: string work only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from mastaba.blocks.core import CORE
from mastaba.blocks.pen import Pen, Slot
from mastaba.blocks.schema import BodySchema, Json
from mastaba.blocks.text import word_count


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML with open places for the addresses of internal links, and its number of words."""

    parts: tuple[str | Slot, ...]
    links: frozenset[str]
    words: int

    def html(self, urls: Mapping[str, str]) -> Markup:
        """The finished HTML; a link whose uid has no url shows its text only."""
        return Markup("".join([_filled(part, urls) for part in self.parts]))  # noqa: S704 - escaped by Pen


def render(doc: Json, schema: BodySchema = CORE) -> Rendered:
    """HTML of a validated document. Attributes are cleaned again: rules may be newer than it."""
    pen = Pen(schema)
    pen.block(doc)
    uids = frozenset(part.uid for part in pen.parts if isinstance(part, Slot))
    return Rendered(tuple(_joined(pen.parts)), uids, word_count(doc))


def _filled(part: str | Slot, urls: Mapping[str, str]) -> str:
    if isinstance(part, str):
        return part
    url = urls.get(part.uid)
    if url is None:
        return ""
    return f'<a href="{escape(url)}{part.tail}' if part.opens else "</a>"


def _joined(parts: list[str | Slot]) -> Iterator[str | Slot]:
    """Neighbouring strings as one: fewer pieces to keep and to join later."""
    for is_slot, run in groupby(parts, key=lambda part: isinstance(part, Slot)):
        if is_slot:
            yield from run
        else:
            yield "".join(str(part) for part in run)
