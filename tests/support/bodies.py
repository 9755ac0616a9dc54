"""Bodies with blocks, written short: `body(text("Hello"), block("core.callout", {...}, ...))`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def body(*content: Json) -> Json:
    """A document of these blocks."""
    return {"type": "doc", "content": list(content)}


def text(words: str) -> Json:
    """A paragraph."""
    return {"type": "paragraph", "content": [{"type": "text", "text": words}]}


def heading(level: int, words: str) -> Json:
    """A heading."""
    return {"type": "heading", "attrs": {"level": level}, "content": text(words)["content"]}


def block(name: str, data: Mapping[str, Any] | None = None, *content: Json, **attrs: Any) -> Json:
    """A block with a form, and what stands inside it."""
    node: Json = {"type": name, "attrs": {"data": dict(data or {}), **attrs}}
    return {**node, "content": list(content)} if content else node
