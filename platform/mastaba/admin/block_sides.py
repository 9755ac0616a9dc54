"""One block of a body before and after, as HTML; tables are compared cell by cell.

A comparison of a whole table as HTML loses its way where a row or a column was put in, and shows
cells twice. So rows are matched by their words first.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import partial
from itertools import zip_longest
from typing import Any

from markupsafe import Markup

from mastaba.admin.sides import Sides, joined, sides, whole
from mastaba.blocks import CORE, Hole, plain_text, render
from mastaba.blocks.align import Pair
from mastaba.blocks.walk import children
from mastaba.content.blocks.registry import blocks_of
from mastaba.forms.block_words import described, field_lines

Json = dict[str, Any]
TABLE = "table"
# Anchors would be there twice, and nobody leaves a comparison by its links.
_NOISE = re.compile(r'\s(?:id|href|tabindex|role|aria-label)="[^"]*"')


def block_sides(request: Any, pair: Pair) -> Sides:
    """The pair as HTML; one that is only there on one side is marked as a whole."""
    if pair.old is None or pair.new is None:
        return whole(block_html(request, pair.old), block_html(request, pair.new))
    if pair.old["type"] == pair.new["type"] == TABLE:
        return _table(request, pair.old, pair.new)
    if pair.old["type"] == pair.new["type"] in blocks_of(request).by_name:
        return _form(request, pair.old, pair.new)
    return sides(block_html(request, pair.old), block_html(request, pair.new))


def block_html(request: Any, block: Json | None) -> Markup:
    """A block as HTML without addresses; nothing for None.

    One with a form reads as its title, and each of its fields as `label: value`.
    """
    if block is None:
        return Markup()
    rendered = render({"type": "doc", "content": [block]}, blocks_of(request).schema)
    urls = dict.fromkeys(rendered.links, "#")
    return without_anchors(rendered.html(urls, partial(described, request)))


def without_anchors(html: Markup) -> Markup:
    """Rendered blocks without anchors, addresses and what tells of scrolling."""
    return Markup(_NOISE.sub("", html))  # noqa: S704 - rendered by mastaba.blocks


def block_label(request: Any, pair: Pair) -> str:
    """`Paragraph`, `Numbered list`, `Callout`."""
    block = pair.new or pair.old or {}
    name = block.get("type", "")
    if declared := blocks_of(request).by_name.get(name):
        return declared.title
    kind = CORE.by_name.get(name)
    words = kind.label if kind else "a block"
    return words.removeprefix("a ").removeprefix("an ").capitalize()


def _form(request: Any, old: Json, new: Json) -> Sides:
    """Field by field, then what stands inside."""
    pairs = zip_longest(_lines(request, old), _lines(request, new), fillvalue=Markup())
    return joined([sides(*pair) for pair in pairs], Markup)


def _lines(request: Any, block: Json) -> list[Markup]:
    found: list[Markup] = []

    def keep(hole: Hole, content: Markup) -> Markup:
        found[:] = [*field_lines(request, hole), without_anchors(content)]
        return described(request, hole, content)

    rendered = render({"type": "doc", "content": [block]}, blocks_of(request).schema)
    rendered.html(dict.fromkeys(rendered.links, "#"), keep)  # the outermost is kept last
    return found


def _table(request: Any, old: Json, new: Json) -> Sides:
    before, after = list(children(old)), list(children(new))
    if _width(before) != _width(after):
        return whole(block_html(request, old), block_html(request, new))
    rows = [_row(request, *pair) for pair in _paired(before, after)]
    return joined(rows, Markup("<table>{}</table>").format)


def _paired(before: list[Json], after: list[Json]) -> list[tuple[Json | None, Json | None]]:
    """Rows with the same words belong together, and changed ones between them in their order."""
    old, new = ([plain_text(row) for row in rows] for rows in (before, after))
    found: list[tuple[Json | None, Json | None]] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for _tag, low, high, first, last in steps:
        found.extend(zip_longest(before[low:high], after[first:last]))
    return found


def _row(request: Any, old: Json | None, new: Json | None) -> Sides:
    before, after = (list(children(row)) if row else [] for row in (old, new))
    cells = [_cell(request, *pair) for pair in zip_longest(before, after)]
    made = joined(cells, Markup("<tr>{}</tr>").format)
    none = Markup()
    return Sides(made.left if old else none, made.right if new else none, made.both)


def _cell(request: Any, old: Json | None, new: Json | None) -> Sides:
    tag = "th" if (new or old or {}).get("type") == "tableHeader" else "td"
    before, after = (_inside(request, cell) for cell in (old, new))
    if old is None or new is None:
        made = Sides(_marked("del", before), _marked("ins", after), _either(before, after))
    else:
        made = sides(before, after)
    return joined([made], lambda side: _element(tag, side))


def _either(before: Markup, after: Markup) -> Markup:
    """Whichever of the two there is, marked."""
    return _marked("del", before) if before else _marked("ins", after)


def _marked(tag: str, html: Markup) -> Markup:
    return _element(tag, html) if html else html


def _element(tag: str, html: Markup) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(tag, html)


def _inside(request: Any, cell: Json | None) -> Markup:
    parts = [] if cell is None else [block_html(request, block) for block in children(cell)]
    return Markup().join(parts)


def _width(rows: list[Json]) -> int:
    return max((len(list(children(row))) for row in rows), default=0)
