"""The difference between two sets of fields, as HTML with `<ins>` and `<del>`.

Bodies are rendered first and compared as text with their structure, so that lists stay lists
and added words do not touch removed ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html.diff import htmldiff
from markupsafe import Markup, escape

from mastaba.content.body import document_html
from mastaba.fields import BoundField, fields_of

# Comparing words costs their product; above this both texts are shown one after the other.
LONGEST = 120_000  # characters of HTML
# lxml would write the address of each link behind it; anchors would be there twice.
_NOISE = re.compile(r'\s(?:id|href)="[^"]*"')

# lxml puts what is new before what is gone; people expect it the other way round.
_SWAPPED = re.compile(
    r"(<ins>(?:(?!</?ins>).)*</ins>)(\s*)(<del>(?:(?!</?del>).)*</del>)", re.DOTALL
)


@dataclass(frozen=True)
class Change:
    """One field that differs; `html` shows both."""

    label: str
    html: Markup


def changes(
    request: Any, model: type[Any], old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Change]:
    """Fields of `model` that differ from `old` to `new`, in the order of the form."""
    return [
        Change(bound.label, _difference(request, bound, old.get(bound.name), new.get(bound.name)))
        for bound in fields_of(model)
        if old.get(bound.name) != new.get(bound.name)
    ]


def values(request: Any, model: type[Any], data: Mapping[str, Any]) -> list[Change]:
    """Every field as it was in one version."""
    return [
        Change(bound.label, shown(request, bound, data.get(bound.name)))
        for bound in fields_of(model)
    ]


def shown(request: Any, bound: BoundField, value: Any) -> Markup:
    """A value as HTML; anchors and addresses of links are left out."""
    match bound.type.name:
        case "body":
            html = document_html(request, value or bound.type.empty)
            return Markup(_NOISE.sub("", html))  # noqa: S704 - rendered by mastaba.blocks
        case "boolean":
            return Markup("yes") if value else Markup("no")
        case "tags":
            return escape(", ".join(value or ()) or "none")
    return escape(value or "none")


def _difference(request: Any, bound: BoundField, old: Any, new: Any) -> Markup:
    before, after = shown(request, bound, old), shown(request, bound, new)
    if len(before) + len(after) > LONGEST:
        return Markup(
            '<div class="block-removed">{}</div><div class="block-added">{}</div>'
        ).format(before, after)
    merged = htmldiff(str(before), str(after))
    return Markup(_SWAPPED.sub(r"\3\2\1", merged))  # noqa: S704 - both sides are escaped above
