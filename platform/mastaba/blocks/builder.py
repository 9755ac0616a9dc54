"""Builds a valid document from a stream of "starts here", "text", "ends here".

Input may be any order of starts and ends: a paragraph inside a list gets a list item, a row
without a table gets a table, text in a table but outside its cells moves in front of it. Nothing
that is text is ever left out, and nothing nests deeper than a body may.
"""

from __future__ import annotations

import re
from typing import Any

from mastaba.blocks.shape import MAX_DEPTH

Json = dict[str, Any]

_BLANKS = re.compile("[ \t\n\r\f]+")
_LISTS = ("bulletList", "orderedList")
_CELLS = ("tableCell", "tableHeader")
_LIMIT = MAX_DEPTH - 8


class Builder:
    """The document so far, the containers still open, the text block being written."""

    def __init__(self) -> None:
        self.doc: Json = {"type": "doc", "content": []}
        self.frames: list[tuple[Json, bool]] = [(self.doc, False)]
        self.block: Json | None = None
        self.marks: tuple[Json, ...] = ()

    @property
    def depth(self) -> int:
        """How many containers are open; hand it to `close_to` later."""
        return len(self.frames)

    def open(self, kind: str, attrs: Json | None = None, implied: bool = False) -> None:
        """Start a container: list, item, quote, table, row or cell."""
        self.end_block()
        if self.depth > _LIMIT and not implied:
            return
        self._make_room(kind)
        node: Json = {"type": kind, "content": []}
        if attrs:
            node["attrs"] = attrs
        self._append(node)
        self.frames.append((node, implied))

    def close_to(self, depth: int) -> None:
        """End the innermost containers until only `depth` are open."""
        self.end_block()
        del self.frames[max(1, depth) :]

    def start_block(self, kind: str, attrs: Json | None = None) -> None:
        """Start a paragraph, heading or code block."""
        self.end_block()
        self.block = {"type": kind, "attrs": attrs or {}, "content": []}

    def end_block(self) -> None:
        """End the text block; one without text leaves nothing behind."""
        block, self.block = self.block, None
        if block is None:
            return
        if block["type"] != "codeBlock":
            _trim(block["content"])
        if block["content"]:
            self._make_room(block["type"])
            self._append(block)

    def leaf(self, kind: str) -> None:
        """A block without content: a divider."""
        self.insert({"type": kind})

    def insert(self, node: Json) -> None:
        """A finished block: the text before it ends, what follows begins a new one."""
        self.end_block()
        self._make_room(node["type"])
        self._append(node)

    def line_break(self) -> None:
        """A line break inside a text block."""
        if self.block is not None and self.block["type"] == "codeBlock":
            self.text("\n")
        elif self.block is not None:
            self.block["content"].append({"type": "hardBreak"})

    def text(self, data: str) -> None:
        """Text as HTML has it: blanks collapse, except in code blocks."""
        if self.block is None:
            if not data.strip(" \t\n\r\f"):
                return
            self.start_block("paragraph")
        content = self._content()
        if self.block is not None and self.block["type"] == "codeBlock":
            _add_text(content, data, ())
            return
        data = _BLANKS.sub(" ", data)
        if _ends_blank(content):
            data = data.removeprefix(" ")
        _add_text(content, data, self.marks)

    def finish(self) -> Json:
        """The whole document, in the form a body must have."""
        self.close_to(1)
        _tidy(self.doc)
        return self.doc

    def _content(self) -> list[Json]:
        content: list[Json] = self.block["content"] if self.block else []
        return content

    def _top(self) -> str:
        return str(self.frames[-1][0]["type"])

    def _append(self, node: Json) -> None:
        """Into the innermost container; in front of a table that cannot take it."""
        if self._top() == "table" and node["type"] != "tableRow":
            outer = self.frames[-2][0]["content"]
            outer.insert(len(outer) - 1, node)
        else:
            self.frames[-1][0]["content"].append(node)

    def _make_room(self, kind: str) -> None:
        """Open or close implied containers until `kind` may stand here."""
        if kind == "listItem":
            self._leave_implied("listItem")
            if self._top() not in _LISTS:
                self.open("bulletList", implied=True)
        elif kind == "tableRow":
            self._leave_implied("tableCell", "tableRow")
            if self._top() != "table":
                self.open("table", implied=True)
        elif kind in _CELLS:
            self._leave_implied("tableCell")
            if self._top() != "tableRow":
                self.open("tableRow", implied=True)
        elif self._top() in _LISTS:
            self._enter_item(kind)
        elif self._top() == "tableRow":
            self.open("tableCell", implied=True)

    def _leave_implied(self, *kinds: str) -> None:
        while self.frames[-1][1] and self._top() in kinds:
            self.frames.pop()

    def _enter_item(self, kind: str) -> None:
        """A list straight inside a list belongs to the item before it."""
        items = self.frames[-1][0]["content"]
        if kind in _LISTS and items:
            self.frames.append((items[-1], True))
        else:
            self.open("listItem", implied=True)


def _ends_blank(content: list[Json]) -> bool:
    if not content or content[-1]["type"] == "hardBreak":
        return True
    return str(content[-1]["text"]).endswith(" ")


def _add_text(content: list[Json], text: str, marks: tuple[Json, ...]) -> None:
    if not text:
        return
    wanted = list(marks)
    if content and content[-1]["type"] == "text" and content[-1].get("marks", []) == wanted:
        content[-1]["text"] += text
    else:
        content.append({"type": "text", "text": text} | ({"marks": wanted} if wanted else {}))


def _trim(content: list[Json]) -> None:
    """Blanks and line breaks at the end of a text block are not shown."""
    while content and content[-1]["type"] == "hardBreak":
        content.pop()
    if content:
        content[-1]["text"] = content[-1]["text"].rstrip(" ")
        if not content[-1]["text"]:
            content.pop()
            _trim(content)


def _tidy(node: Json) -> None:
    """Give every container what its kind must hold; drop those that hold nothing."""
    for child in node.get("content", ()):
        if child["type"] not in ("paragraph", "heading", "codeBlock"):
            _tidy(child)
    if "content" in node:
        node["content"] = [child for child in node["content"] if not _is_hollow(child)]
        _fill(node)


def _is_hollow(node: Json) -> bool:
    hollow = (*_LISTS, "blockquote", "table", "tableRow")
    return node["type"] in hollow and not node["content"]


def _fill(node: Json) -> None:
    kind, content = node["type"], node["content"]
    starts_wrong = not content or content[0]["type"] != "paragraph"
    if (kind == "listItem" and starts_wrong) or (kind in (*_CELLS, "doc") and not content):
        content.insert(0, {"type": "paragraph"})
