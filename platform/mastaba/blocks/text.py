"""The words of a body without its form: for search, summaries, word counts and comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mastaba.blocks.walk import attrs_of, children

if TYPE_CHECKING:
    from mastaba.blocks.schema import BodySchema

_TEXT_BLOCKS = frozenset({"paragraph", "heading", "codeBlock"})
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+(?:['’\-][^\W{_CJK}]+)*")


def plain(node: dict[str, Any]) -> str:
    """The text of one node, line breaks as line feeds, marks left out."""
    if node["type"] == "text":
        text = node.get("text")
        return text if isinstance(text, str) else ""
    if node["type"] == "hardBreak":
        return "\n"
    return "".join(plain(child) for child in children(node))


def plain_text(doc: dict[str, Any], schema: BodySchema | None = None) -> str:
    """The text of a document, one line feed between blocks (paragraphs, cells, headings).

    With the `schema` of an application, what its blocks hold as text is part of it.
    """
    return "\n".join(_lines(doc, schema))


def _lines(node: dict[str, Any], schema: BodySchema | None) -> Iterator[str]:
    kind = None if schema is None else schema.kind_of(node)
    if kind is not None and kind.data is not None:
        yield from kind.data.texts(attrs_of(node))
    if node["type"] in _TEXT_BLOCKS:
        text = plain(node)
        if text.strip():
            yield text
        return
    for child in children(node):
        yield from _lines(child, schema)


def word_count(doc: dict[str, Any], schema: BodySchema | None = None) -> int:
    """Words of a document; each Chinese or Japanese character counts as one."""
    return sum(1 for _ in _WORD.finditer(plain_text(doc, schema)))


def excerpt(doc: dict[str, Any], length: int = 200) -> str:
    """The first paragraphs as one line of at most `length` characters, cut between words."""
    lines: list[str] = []
    for block in children(doc):
        if block["type"] == "paragraph":
            lines.append(plain(block))
        if sum(map(len, lines)) > length:
            break
    return _shortened(" ".join(" ".join(lines).split()), length)


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    head = text[:length]
    cut = head.rfind(" ")
    return (head[:cut] if cut > length // 2 else head[:-1]).rstrip(" ,;:–—-") + "…"
