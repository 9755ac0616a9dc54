"""Texts for comparisons: a block reads as its title, its fields and what is inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from mastaba.blocks import Hole, render
from mastaba.content.blocks.registry import blocks_of
from mastaba.content.body import link_urls
from mastaba.fields import BoundField, fields_of


def document_in_words(request: Any, document: Mapping[str, Any]) -> Markup:
    """A document as HTML in which nothing is asked of a block but its data."""
    rendered = render(dict(document), blocks_of(request).schema)

    def describe(hole: Hole, content: Markup) -> Markup:
        return described(request, hole, content)

    return rendered.html(link_urls(request, rendered), describe)


def described(request: Any, hole: Hole, content: Markup) -> Markup:
    """A block in words, without attributes: its title, its fields, and what is inside."""
    title = Markup("<p><strong>{}</strong></p>").format(
        blocks_of(request).by_name[hole.name].title
    )
    return Markup().join((title, *field_lines(request, hole), content))


def field_lines(request: Any, hole: Hole) -> list[Markup]:
    """Each field of a block as `label: value`."""
    from mastaba.forms.words import in_words  # a field of a block may be a text itself

    fields = fields_of(blocks_of(request).by_name[hole.name].form)
    return [_line(bound, in_words(request, bound, hole.values[bound.name])) for bound in fields]


def _line(bound: BoundField, value: Markup) -> Markup:
    apart = bound.type.name in ("body", "richtext", "items")
    line = Markup("<p>{}:</p>{}") if apart else Markup("<p>{}: {}</p>")
    return line.format(bound.label, value)
