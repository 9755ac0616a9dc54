"""The declared blocks that stand in a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mastaba.blocks.walk import attrs_of, children
from mastaba.content.blocks.registry import Blocks, DeclaredBlock

Json = dict[str, Any]


def blocks_within(document: Json, blocks: Blocks) -> Iterator[tuple[DeclaredBlock, Json]]:
    """Each block that is declared, with its attributes, in reading order."""
    for node in children(document):
        block = blocks.by_name.get(node["type"])
        if block is not None and blocks.schema.kind_of(node) is not None:
            yield block, attrs_of(node)
        yield from blocks_within(node, blocks)


def up_to_date(document: Json, blocks: Blocks) -> Json:
    """The document with the data of its blocks in today's form, as their forms show it."""
    content = document.get("content")
    if not isinstance(content, list):
        return document
    return {**document, "content": [_up_to_date(node, blocks) for node in content]}


def _up_to_date(node: Any, blocks: Blocks) -> Any:
    if not isinstance(node, dict) or not isinstance(node.get("type"), str):
        return node
    block, attrs = blocks.by_name.get(node["type"]), attrs_of(node)
    if block is not None and attrs.get("version", block.version) != block.version:
        data = blocks.data(block).upgraded(attrs) if blocks.schema.kind_of(node) else None
        if data is None:
            return node
        node = {**node, "attrs": {**attrs, "version": block.version, "data": data}}
    return up_to_date(node, blocks)
