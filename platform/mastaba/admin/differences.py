"""What differs between two sets of fields, for people: field by field, and block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markupsafe import Markup

from mastaba.admin.block_sides import block_html, block_label, block_sides, without_anchors
from mastaba.admin.sides import Sides, sides
from mastaba.blocks import plain_text
from mastaba.blocks.align import Pair, aligned
from mastaba.content.blocks.registry import blocks_of
from mastaba.content.operations.field_rights import readable_fields
from mastaba.fields import BoundField
from mastaba.forms import in_words
from mastaba.tree.models import Node

BODY = "body"


@dataclass(frozen=True)
class BlockRow:
    """A block that differs, or a run of blocks that do not (`kind` is `same`, then `html`)."""

    kind: str
    key: str = ""
    label: str = ""
    note: str = ""
    sides: Sides | None = None
    html: Markup = Markup()  # noqa: RUF009 - text cannot change
    count: int = 0
    pair: Pair | None = None


@dataclass(frozen=True)
class Change:
    """One field that differs; a body has `rows`, every other field `sides`."""

    name: str
    label: str
    sides: Sides | None = None
    rows: list[BlockRow] = field(default_factory=list)


@dataclass(frozen=True)
class Value:
    """A field as it was in one version."""

    label: str
    html: Markup


def changes(
    request: Any, node: Node, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Change]:
    """Fields of `node` that differ from `old` to `new`, in the order of the form.

    Those that the requester may not read are left out.
    """
    return [
        change_of(request, bound, old.get(bound.name), new.get(bound.name))
        for bound in readable_fields(request, node, type(node))
        if old.get(bound.name) != new.get(bound.name)
    ]


def change_of(request: Any, bound: BoundField, old: Any, new: Any) -> Change:
    """The difference in one field."""
    if bound.type.name == BODY:
        before, after = (value or bound.type.empty for value in (old, new))
        return Change(
            bound.name, bound.label, rows=list(block_rows(request, aligned(before, after)))
        )
    both = sides(*(shown(request, bound, value) for value in (old, new)))
    return Change(bound.name, bound.label, both)


def values(request: Any, node: Node, data: Mapping[str, Any]) -> list[Value]:
    """Every field that the requester may read, as it was in one version."""
    return [
        Value(bound.label, shown(request, bound, data.get(bound.name)))
        for bound in readable_fields(request, node, type(node))
    ]


def shown(request: Any, bound: BoundField, value: Any) -> Markup:
    """A value as HTML; anchors and addresses of links are left out."""
    html = in_words(request, bound, value)
    if bound.type.name not in (BODY, "richtext"):
        return html
    return without_anchors(html)


def block_rows(request: Any, pairs: list[Pair]) -> Iterator[BlockRow]:
    """A row for each block that differs, and one for each run of blocks that do not."""
    for still, run in groupby(pairs, key=lambda pair: pair.kind == "same" and not pair.moved):
        if still:
            blocks = [block_html(request, pair.new) for pair in run]
            yield BlockRow("same", html=Markup().join(blocks), count=len(blocks))
        else:
            yield from (_row(request, pair) for pair in run)


def _row(request: Any, pair: Pair) -> BlockRow:
    kind = "moved" if pair.kind == "same" else pair.kind
    label, note = block_label(request, pair), _note(request, pair)
    return BlockRow(kind, pair.key, label, note, block_sides(request, pair), pair=pair)


NOTES = {"added": "added", "removed": "removed", "same": "moved here"}


def _note(request: Any, pair: Pair) -> str:
    """In a word what happened to the block."""
    if pair.kind != "changed":
        return NOTES[pair.kind]
    wrapped = ({"type": "doc", "content": [block]} for block in (pair.old, pair.new))
    schema = blocks_of(request).schema
    same_words = len({plain_text(document, schema) for document in wrapped}) == 1
    has_form = (pair.new or {}).get("type") in blocks_of(request).by_name
    form = "other form or link, the same words" if same_words and not has_form else "changed"
    return f"moved here and {form}" if pair.moved else form
