"""From document to HTML, in two steps, because addresses of pages change and text does not.

`render` does the work once per revision; its result can be kept as long as the revision lives.
`Rendered.html` puts in the addresses of the pages linked to, and what blocks with a template show:
`fill` draws such a block round the finished HTML of what stands inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from mastaba.blocks.core import CORE
from mastaba.blocks.pen import Heading, Hole, Part, Pen, joined
from mastaba.blocks.schema import BodySchema, Json
from mastaba.blocks.text import word_count

Fill = Callable[[Hole, Markup], Markup]


def content_only(_hole: Hole, content: Markup) -> Markup:
    """Show nothing of a block but what stands inside it."""
    return content


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML with open places for the addresses of internal links, and its number of words."""

    parts: tuple[Part, ...]
    links: frozenset[str]
    words: int
    headings: tuple[Heading, ...] = ()

    @property
    def has_holes(self) -> bool:
        """Whether a block waits for its template."""
        return any(isinstance(part, Hole) for part in self.parts)

    def html(self, urls: Mapping[str, str], fill: Fill = content_only) -> Markup:
        """The finished HTML; a link whose uid has no url shows its text only."""
        return _html(self.parts, urls, fill)


def render(doc: Json, schema: BodySchema = CORE) -> Rendered:
    """HTML of a validated document. Attributes are cleaned again: rules may be newer than it."""
    pen = Pen(schema)
    pen.block(doc)
    return Rendered(
        joined(pen.parts), frozenset(pen.links), word_count(doc, schema), tuple(pen.headings)
    )


def _html(parts: tuple[Part, ...], urls: Mapping[str, str], fill: Fill) -> Markup:
    return Markup("".join([_filled(part, urls, fill) for part in parts]))  # noqa: S704 - escaped by Pen


def _filled(part: Part, urls: Mapping[str, str], fill: Fill) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Hole):
        return fill(part, _html(part.content, urls, fill))
    url = urls.get(part.uid)
    if url is None:
        return ""
    return f'<a href="{escape(url)}{part.tail}' if part.opens else "</a>"
