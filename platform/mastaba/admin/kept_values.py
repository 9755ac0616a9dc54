"""What a revision holds of a type that nobody can read any more, for people: names and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape
from sqlalchemy import select

from mastaba.admin.block_sides import without_anchors
from mastaba.admin.differences import Value, values
from mastaba.admin.state_words import day
from mastaba.blocks import BodyError, validate
from mastaba.content.blocks.registry import blocks_of
from mastaba.content.body import document_html
from mastaba.content.models import Revision
from mastaba.content.snapshot import readable_words, unpack
from mastaba.fields import fields_of
from mastaba.tree.models import Node

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)")
NOTHING = Markup("none")


def newest_values(request: Any, node: Node) -> list[Value]:
    """The fields of the newest revision, as far as the requester may read them."""
    newest = (Revision.node_id == node.id, Revision.number == node.revision)
    data = request.db.scalar(select(Revision.data).where(*newest)) or {}
    return kept_values(request, node, data)


def kept_values(request: Any, node: Node, data: Mapping[str, Any]) -> list[Value]:
    """Those that every page has as usual, the others by the names that their plugin gave them."""
    usual = {bound.name for bound in fields_of(type(node))}
    rest = {k: v for k, v in readable_words(request, node, data).items() if k not in usual}
    return [*values(request, node, unpack(type(node), data)), *_flat(request, rest)]


def _flat(request: Any, data: Mapping[str, Any], before: str = "") -> Iterator[Value]:
    for key, value in data.items():
        if key.startswith("@"):
            continue
        name = f"{before}{key.replace('_', ' ')}"
        if isinstance(value, dict) and value.get("type") != "doc":
            yield from _flat(request, value, f"{name}: ")
        else:
            label = name[:1].upper() + name[1:]
            text = _document(request, value)
            yield Value(label, _words(request, value) if text is None else text or NOTHING)


def _document(request: Any, value: Any) -> Markup | None:
    """A text with its headings and lists; None when `value` is none, or cannot be read."""
    if not (isinstance(value, dict) and value.get("type") == "doc"):
        return None
    try:
        return without_anchors(document_html(request, validate(value, blocks_of(request).schema)))
    except BodyError:
        return None


def _words(request: Any, value: Any) -> Markup:
    match value:
        case None | "" | []:
            return NOTHING
        case bool():
            return escape("yes" if value else "no")
        case list():
            return Markup("; ").join(_words(request, item) for item in value)
        case dict():
            pairs = ((key, _words(request, item)) for key, item in value.items())
            return Markup(", ").join(Markup("{}: {}").format(*pair) for pair in pairs)
        case str() if INSTANT.fullmatch(value):
            return escape(_instant(request, value))
    return escape(str(value))


def _instant(request: Any, value: str) -> str:
    """An instant as versions keep it, in the site's zone; other words as they stand."""
    try:
        return day(request, datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        return value
