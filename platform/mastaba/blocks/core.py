"""The nodes and marks every site has, each with its HTML. To add one, write it and list it.

Names and content rules are TipTap 3's; the HTML is plain and without classes, except the code
block's `language-...` (the form of the HTML standard's own example) and the table's frame,
which can be scrolled with the keyboard on a narrow screen.
"""

from __future__ import annotations

from markupsafe import escape

from mastaba.blocks import attributes as clean
from mastaba.blocks.pen import Heading, Pen, Slot
from mastaba.blocks.schema import Block, BodySchema, Json, Mark, MarkWriter, NodeWriter
from mastaba.blocks.text import plain

_LISTS = frozenset({"bulletList", "orderedList"})


def _wrapped(tag: str) -> NodeWriter:
    """A writer that puts a node's blocks between a start and an end tag."""

    def write(node: Json, pen: Pen) -> None:
        pen.raw(f"<{tag}>")
        pen.blocks(node)
        pen.raw(f"</{tag}>")

    return write


def _single(tag: str) -> NodeWriter:
    """A writer for a node without content."""
    return lambda node, pen: pen.raw(f"<{tag}>")


def _doc(node: Json, pen: Pen) -> None:
    pen.blocks(node)


def _text(node: Json, pen: Pen) -> None:
    pen.text(node["text"])


def _paragraph(node: Json, pen: Pen) -> None:
    """An empty paragraph is an editor's blank line: it shows nothing."""
    if node.get("content"):
        pen.raw("<p>")
        pen.inline(node)
        pen.raw("</p>")


def _heading(node: Json, pen: Pen) -> None:
    level, text = pen.attr(node, "level") or 2, plain(node)
    anchor = pen.anchors.take(text, pen.attr(node, "anchor"))
    pen.headings.append(Heading(level, anchor, text))
    pen.raw(f"<h{level}")
    pen.attribute("id", anchor)
    pen.raw(">")
    pen.inline(node)
    pen.raw(f"</h{level}>")


def _ordered_list(node: Json, pen: Pen) -> None:
    pen.raw("<ol")
    pen.attribute("start", pen.attr(node, "start"))
    pen.raw(">")
    pen.blocks(node)
    pen.raw("</ol>")


def _list_item(node: Json, pen: Pen) -> None:
    """One line, with or without lists below it, needs no paragraph tags."""
    first, *rest = node["content"]
    pen.raw("<li>")
    if first["type"] == "paragraph" and all(child["type"] in _LISTS for child in rest):
        pen.inline(first)
        for child in rest:
            pen.block(child)
    else:
        pen.blocks(node)
    pen.raw("</li>")


def _code_block(node: Json, pen: Pen) -> None:
    """Long lines scroll sideways, so the keyboard must be able to reach it (WCAG 2.1.1)."""
    language = pen.attr(node, "language")
    pen.raw('<pre tabindex="0"><code')
    pen.attribute("class", f"language-{language}" if language else None)
    pen.raw(">")
    pen.inline(node)
    pen.raw("</code></pre>")


def _table(node: Json, pen: Pen) -> None:
    """First row all headers: it becomes the table's head."""
    pen.tables += 1
    pen.raw('<div class="table" tabindex="0" role="region"')
    pen.attribute("aria-label", f"Table {pen.tables}")
    pen.raw("><table>")
    head, *body = node["content"]
    if not _is_head(head):
        head, body = None, node["content"]
    _rows(pen, "thead", [head] if head else [])
    _rows(pen, "tbody", body)
    pen.raw("</table></div>")


def _is_head(row: Json) -> bool:
    cells = row.get("content", [])
    return bool(cells) and all(cell["type"] == "tableHeader" for cell in cells)


def _rows(pen: Pen, tag: str, rows: list[Json]) -> None:
    if rows:
        pen.raw(f"<{tag}>")
        for row in rows:
            pen.block(row)
        pen.raw(f"</{tag}>")


def _cell(tag: str) -> NodeWriter:
    """A cell of one paragraph shows its line without paragraph tags."""

    def write(node: Json, pen: Pen) -> None:
        # A header without words would announce nothing, so it becomes an ordinary cell.
        shown = tag if tag == "td" or plain(node).strip() else "td"
        pen.raw(f"<{shown}")
        for name in ("colspan", "rowspan"):
            pen.attribute(name, pen.attr(node, name))
        pen.raw(">")
        only = node["content"][0] if len(node["content"]) == 1 else {"type": ""}
        pen.inline(only) if only["type"] == "paragraph" else pen.blocks(node)
        pen.raw(f"</{shown}>")

    return write


def _tag(name: str) -> MarkWriter:
    return lambda mark, pen, opens: pen.raw(f"<{name}>" if opens else f"</{name}>")


def _link(mark: Json, pen: Pen, opens: bool) -> None:
    """Internal links wait for their url; an address no longer allowed shows its text only."""
    target, href = pen.attr(mark, "uid"), pen.attr(mark, "href")
    if target:
        pen.slot(Slot(target, opens, _tail(mark, pen) if opens else ""))
    elif href and opens:
        pen.raw("<a")
        pen.attribute("href", href)
        pen.attribute("title", pen.attr(mark, "title"))
        pen.raw(">")
    elif href:
        pen.raw("</a>")


def _tail(mark: Json, pen: Pen) -> str:
    anchor, title = pen.attr(mark, "anchor"), pen.attr(mark, "title")
    fragment = f"#{escape(anchor)}" if anchor else ""
    return f'{fragment}" title="{escape(title)}">' if title else f'{fragment}">'


_UID = {"uid": clean.uid}
_SPANS = {"colspan": clean.span, "rowspan": clean.span}
_CELLS = "(tableCell | tableHeader)*"

CORE = BodySchema(
    blocks=(
        Block("doc", "the page", _doc, content="block+", group=""),
        Block("paragraph", "a paragraph", _paragraph, content="inline*", attrs=_UID),
        Block(
            "heading",
            "a heading",
            _heading,
            content="inline*",
            attrs={**_UID, "level": clean.level, "anchor": clean.anchor},
            required=frozenset({"level"}),
        ),
        Block("bulletList", "a list", _wrapped("ul"), content="listItem+", attrs=_UID),
        Block(
            "orderedList",
            "a numbered list",
            _ordered_list,
            content="listItem+",
            attrs={**_UID, "start": clean.start},
        ),
        Block("listItem", "a list item", _list_item, content="paragraph block*", group=""),
        Block("blockquote", "a quote", _wrapped("blockquote"), content="block+", attrs=_UID),
        Block(
            "codeBlock",
            "a code block",
            _code_block,
            content="text*",
            marks="",
            attrs={**_UID, "language": clean.language},
        ),
        Block("table", "a table", _table, content="tableRow+", attrs=_UID),
        Block("tableRow", "a table row", _wrapped("tr"), content=_CELLS, group=""),
        Block("tableHeader", "a table header", _cell("th"), "block+", "", attrs=_SPANS),
        Block("tableCell", "a table cell", _cell("td"), "block+", "", attrs=_SPANS),
        Block("horizontalRule", "a divider", _single("hr"), attrs=_UID),
        Block("hardBreak", "a line break", _single("br"), group="inline", inline=True),
        Block("text", "text", _text, group="inline", inline=True),
    ),
    marks=(
        Mark(
            "link",
            _link,
            {
                "href": clean.href,
                "uid": clean.uid,
                "anchor": clean.anchor,
                "title": clean.title,
            },
        ),
        Mark("bold", _tag("strong")),
        Mark("italic", _tag("em")),
        Mark("strike", _tag("s")),
        Mark("subscript", _tag("sub")),
        Mark("superscript", _tag("sup")),
        Mark("code", _tag("code")),
    ),
)
