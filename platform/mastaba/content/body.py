"""The body field: a document, validated on the way in and rendered once per version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import BeforeValidator, ValidationInfo
from sqlalchemy import JSON
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from mastaba.blocks import CORE, EMPTY, BodySchema, Rendered, links, render, validate
from mastaba.blocks.allow import SHORT, validate_only
from mastaba.content.blocks.registry import blocks_of
from mastaba.content.blocks.show import filled, settled
from mastaba.fields import BoundField, FieldType
from mastaba.rendering import environment_of
from mastaba.tree.models import Node


def _checked(allow: Iterable[str] | None) -> Any:
    """The pydantic annotation of a document; its schema comes as the context of a validation."""

    def check(value: object, info: ValidationInfo) -> Any:
        schema: BodySchema = (info.context or {}).get(BodySchema, CORE)
        return validate(value, schema) if allow is None else validate_only(allow, value, schema)

    return Annotated[dict[str, Any], BeforeValidator(check)]


def _limited(bound: BoundField) -> Any:
    return _checked(bound.rules.allow)


def _links(doc: dict[str, Any] | None) -> Iterable[str]:
    return links(doc) if doc else ()


BODY = FieldType("body", _checked(None), EMPTY, place="main", refined=_limited, targets=_links)
RICH_TEXT = FieldType("richtext", _checked(SHORT), EMPTY, place="main", targets=_links)
KEPT = 2000  # rendered bodies per process; about 10 kB each


class BodyColumn(TypeDecorator[dict[str, Any]]):
    """A ProseMirror document."""

    impl = JSON
    cache_ok = True
    field_type = BODY


Body = Annotated[dict[str, Any], mapped_column(BodyColumn(), default=lambda: deepcopy(EMPTY))]


class RichTextColumn(TypeDecorator[dict[str, Any]]):
    """A short text of paragraphs, lists, links, bold and italic."""

    impl = JSON
    cache_ok = True
    field_type = RICH_TEXT


RichText = Annotated[
    dict[str, Any], mapped_column(RichTextColumn(), default=lambda: deepcopy(EMPTY))
]


class RenderedBodies:
    """Rendered documents of stored nodes, kept per version; lives on the registry."""

    def __init__(self) -> None:
        self._recent: dict[tuple[Any, ...], Rendered] = {}

    def get(self, request: Any, node: Node, field: str) -> Rendered:
        """The rendered `field` of `node` as it is stored, in the theme of the request's site."""
        # With the time, since a page that was purged and imported again starts at version 1.
        theme = environment_of(request.registry, request)
        key = (node.uid, node.version, node.modified, field, theme)
        found = self._recent.get(key)
        if found is None:
            rendered = render(getattr(node, field) or EMPTY, blocks_of(request).schema)
            found = self._recent[key] = settled(request, rendered)
            if len(self._recent) > KEPT:
                self._recent.pop(next(iter(tuple(self._recent))), None)
        return found


def body_html(request: Any, node: Node, field: str = "body") -> Markup:
    """HTML of a stored body; links to pages that the requester may not see show text only."""
    rendered = request.registry[RenderedBodies].get(request, node, field)
    return filled(request, rendered, link_urls(request, rendered), (node.uid, field))


def body_words(request: Any, node: Node, field: str = "body") -> int:
    """Words of a stored body, counted once per version."""
    return request.registry[RenderedBodies].get(request, node, field).words  # type: ignore[no-any-return]  # untyped request


def document_html(request: Any, document: Mapping[str, Any]) -> Markup:
    """HTML of a document that is not stored as such: a draft, an old revision."""
    rendered = render(dict(document), blocks_of(request).schema)
    return filled(request, rendered, link_urls(request, rendered), object())


def link_urls(request: Any, rendered: Rendered) -> dict[str, str]:
    """Addresses of the linked pages that the requester may see: one statement, or none."""
    if not rendered.links:
        return {}
    linked = request.catalog().visible().only("uid", "path").with_uids(sorted(rendered.links))
    rows = linked.rows(len(rendered.links))
    return {row.uid: request.node_url(row) for row in rows}
