"""Alerts as GitHub and Hugo write them (`> [!NOTE]`): a quote whose first line is bold."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

_MARKER = re.compile(r"\[!([A-Za-z]+)\][+\-]?\s*")


def with_alerts(doc: Json) -> Json:
    """The document with every alert's marker turned into a bold line of its own."""
    for block in doc["content"]:
        _visit(block)
    return doc


def _visit(node: Json) -> None:
    if node["type"] == "blockquote":
        _mark(node)
    for child in node.get("content", ()):
        if child["type"] != "text":
            _visit(child)


def _mark(quote: Json) -> None:
    first = quote["content"][0]
    words = first.get("content") or [{"type": ""}]
    found = _MARKER.match(words[0].get("text", ""))
    if first["type"] != "paragraph" or found is None:
        return
    words[0]["text"] = words[0]["text"][found.end() :]
    first["content"] = [word for word in words if word.get("text", "-")]
    quote["content"] = [
        _bold_line(found[1].capitalize()),
        *_unless_empty(first),
        *quote["content"][1:],
    ]


def _bold_line(text: str) -> Json:
    word = {"type": "text", "marks": [{"type": "bold"}], "text": text}
    return {"type": "paragraph", "content": [word]}


def _unless_empty(paragraph: Json) -> list[Json]:
    return [paragraph] if paragraph["content"] else []
