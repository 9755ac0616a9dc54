"""The pen: writes a document as HTML, piece by piece, escaping whatever is text.

Renderers of nodes and marks get a Pen and nothing else. `raw` is for tags a renderer wrote
itself; everything that came from an editor goes through `text` or `attribute`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import escape

from mastaba.blocks.anchors import Anchors
from mastaba.blocks.schema import BodySchema, Json
from mastaba.blocks.shape import MAX_DEPTH


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of an internal link's start (`opens`) or end tag, filled in when urls are known.

    `tail` is what follows the address inside the start tag: fragment, closing quote, title.
    """

    uid: str
    opens: bool
    tail: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """The place of a block that somebody else draws: its values, and what stands inside it."""

    name: str
    values: Any
    content: tuple[Part, ...]


Part = str | Slot | Hole


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document, as a table of contents needs it."""

    level: int
    anchor: str
    text: str


class Pen:
    """Collects pieces of HTML; knows the schema, the headings seen and the tables counted."""

    def __init__(self, schema: BodySchema) -> None:
        self.schema = schema
        self.anchors = Anchors()
        self.tables = 0
        self.parts: list[Part] = []
        self.links: set[str] = set()
        self.headings: list[Heading] = []
        self._depth = 0

    def raw(self, html: str) -> None:
        """Add HTML a renderer wrote itself."""
        self.parts.append(html)

    def text(self, text: str) -> None:
        """Add text from the document, escaped."""
        self.parts.append(str(escape(text)))

    def attribute(self, name: str, value: object) -> None:
        """Add ` name="value"`, escaped; nothing when the value is None."""
        if value is not None:
            self.parts.append(f' {name}="{escape(value)}"')

    def slot(self, slot: Slot) -> None:
        """Add a place to be filled by `Rendered.html`."""
        self.links.add(slot.uid)
        self.parts.append(slot)

    def hole(self, node: Json, values: Any) -> None:
        """Leave a block to be drawn by its template, round the HTML of its children."""
        outer, self.parts = self.parts, []
        if self.schema.compiled.nodes[node["type"]].inline_content:
            self.inline(node)
        else:
            self.blocks(node)
        inner, self.parts = self.parts, outer
        self.parts.append(Hole(node["type"], values, joined(inner)))

    def attr(self, node: Json, name: str) -> Any:
        """A node's or mark's attribute, cleaned again by today's rules; None when not right."""
        kind = self.schema.by_name.get(node["type"]) or self.schema.marks_by_name[node["type"]]
        try:
            return kind.attrs[name](node.get("attrs", {}).get(name))
        except ValueError:
            return None

    def block(self, node: Json) -> None:
        """Write one node; unknown kinds and impossible depths show nothing."""
        kind = self.schema.kind_of(node)
        if kind is None or self._depth > MAX_DEPTH + 1:
            return
        self._depth += 1
        kind.write(node, self)
        self._depth -= 1

    def blocks(self, node: Json) -> None:
        """Write the children of a node that holds blocks."""
        for child in node.get("content", ()):
            self.block(child)

    def inline(self, node: Json) -> None:
        """Write the children of a node that holds text, opening each mark once for its run."""
        active: list[Json] = []
        for child in node.get("content", ()):
            marks = [m for m in child.get("marks", ()) if m["type"] in self.schema.mark_rank]
            kept = _common(active, marks)
            self._close(active, kept)
            self._open(active, marks[kept:])
            self.block(child)
        self._close(active, 0)

    def _close(self, active: list[Json], kept: int) -> None:
        while len(active) > kept:
            mark = active.pop()
            self.schema.marks_by_name[mark["type"]].write(mark, self, False)

    def _open(self, active: list[Json], marks: list[Json]) -> None:
        for mark in marks:
            active.append(mark)
            self.schema.marks_by_name[mark["type"]].write(mark, self, True)


def joined(parts: list[Part]) -> tuple[Part, ...]:
    """Neighbouring strings as one: fewer pieces to keep and to join later."""
    found: list[Part] = []
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, str)):
        if is_text:
            found.append("".join(str(part) for part in run))
        else:
            found.extend(run)
    return tuple(found)


def _common(active: list[Json], marks: list[Json]) -> int:
    """How many of the outermost marks two neighbours share."""
    count = 0
    for one, other in zip(active, marks, strict=False):
        if one != other:
            break
        count += 1
    return count
