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
from markupsafe import Markup

from mastaba.content.operations.field_rights import readable_fields
from mastaba.fields import BoundField
from mastaba.forms import in_words
from mastaba.tree.models import Node

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
    request: Any, node: Node, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Change]:
    """Fields of `node` that differ from `old` to `new`, in the order of the form.

    Those that the requester may not read are left out.
    """
    return [
        Change(bound.label, _difference(request, bound, old.get(bound.name), new.get(bound.name)))
        for bound in readable_fields(request, node, type(node))
        if old.get(bound.name) != new.get(bound.name)
    ]


def values(request: Any, node: Node, data: Mapping[str, Any]) -> list[Change]:
    """Every field that the requester may read, as it was in one version."""
    return [
        Change(bound.label, shown(request, bound, data.get(bound.name)))
        for bound in readable_fields(request, node, type(node))
    ]


def shown(request: Any, bound: BoundField, value: Any) -> Markup:
    """A value as HTML; anchors and addresses of links are left out."""
    html = in_words(request, bound, value)
    if bound.type.name not in ("body", "richtext"):
        return html
    return Markup(_NOISE.sub("", html))  # noqa: S704 - rendered by mastaba.blocks


def _difference(request: Any, bound: BoundField, old: Any, new: Any) -> Markup:
    before, after = shown(request, bound, old), shown(request, bound, new)
    if len(before) + len(after) > LONGEST:
        return Markup(
            '<div class="block-removed">{}</div><div class="block-added">{}</div>'
        ).format(before, after)
    merged = htmldiff(str(before), str(after))
    return Markup(_SWAPPED.sub(r"\3\2\1", merged))  # noqa: S704 - both sides are escaped above
