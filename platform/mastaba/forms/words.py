"""Values as people read them: in versions, comparisons and locked fields."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from mastaba.content.library.terms import terms_with
from mastaba.content.types import ContentTypes
from mastaba.fields import BoundField, fields_of
from mastaba.forms.block_words import document_in_words
from mastaba.forms.pages import Pages

NONE = "none"
UNSEEN = "a page you cannot see"


def in_words(request: Any, bound: BoundField, value: Any) -> Markup:
    """A value of a field as HTML without attributes."""
    match bound.type.name:
        case "body" | "richtext":
            return document_in_words(request, value or bound.type.empty)
        case "reference" | "references":
            return _joined(_titles(request, bound, value))
        case "term" | "terms":
            uids = [value] if isinstance(value, str) else list(value or ())
            return _joined([row.title for row in terms_with(request, uids)])
        case "items":
            return _rows(request, bound, value or [])
    return escape(_plain(request, bound, value) or NONE)


def _plain(request: Any, bound: BoundField, value: Any) -> str:
    choices = bound.rules.choices or {}
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            local = value.astimezone(ZoneInfo(request.time_zone))
            return f"{local.day} {local:%b} {local.year}, {local:%H:%M %Z}"
        case date():
            return f"{value.day} {value:%B} {value.year}"
        case Decimal():
            return f"{value:f}"
        case str() if bound.type.name == "type_name":
            kind = request.registry[ContentTypes].get(value)
            return kind.title if kind else value
        case str():
            return choices.get(value, value)
        case list() if bound.type.name in ("tags", "choices"):
            return ", ".join(choices.get(item, item) for item in value)
        case dict() | list():
            return json.dumps(value, indent=2, ensure_ascii=False)
    return str(value)


def _titles(request: Any, bound: BoundField, value: Any) -> list[str]:
    uids = [value] if isinstance(value, str) else list(value or ())
    found = Pages.in_data(request, [bound], {bound.name: value}).found
    return [found[uid].title if uid in found else UNSEEN for uid in uids]


def _rows(request: Any, bound: BoundField, rows: list[Any]) -> Markup:
    parts = fields_of(bound.group) if bound.group is not None else ()
    if not rows:
        return Markup(NONE)  # noqa: S704 - a constant
    lines = (
        Markup("; ").join(
            Markup("{}: {}").format(part.label, in_words(request, part, row.get(part.name)))
            for part in parts
        )
        for row in rows
    )
    return Markup("<ol>{}</ol>").format(
        Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    )


def _joined(titles: list[str]) -> Markup:
    return escape(", ".join(titles) or NONE)
