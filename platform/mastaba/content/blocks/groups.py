"""What may stand where, as ProseMirror reads it: groups and content expressions.

A name such as `core.column` cannot stand in an expression, so every block is a group of its own
(`core_dcolumn`). Inside a block whose children are named, a block that nobody knows has a place
too: the plugin of a child may be switched off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mastaba.blocks.attributes import uid
from mastaba.blocks.pen import Pen
from mastaba.blocks.schema import UNKNOWN_BLOCK, Block, Json
from mastaba.blocks.walk import attrs_of

if TYPE_CHECKING:
    from mastaba.content.blocks.data import FormData
    from mastaba.content.blocks.registry import DeclaredBlock

Known = Mapping[str, "DeclaredBlock"]
_BLOCK = re.compile(r"\bblock\b")


def alias(name: str) -> str:
    """A word that stands for a block's name; different names have different ones."""
    return name.replace("_", "_u").replace(".", "_d")


def node_of(block: DeclaredBlock, known: Known, data: FormData) -> Block:
    """The kind of node that a declared block is."""

    def write(node: Json, pen: Pen) -> None:
        values: Any = data.shown(attrs_of(node))
        if values is not None:
            pen.hole(node, values)

    return Block(
        block.name,
        f"“{block.title}”",
        write,
        content=content_of(block, known),
        group=group_of(block),
        attrs={"uid": uid},
        data=data,
    )


def group_of(block: DeclaredBlock) -> str:
    """The groups of a block: `block` for one that may stand anywhere in a text."""
    places = [f"in_{alias(name)}" for name in block.inside] or ["block"]
    return " ".join((*places, alias(block.name)))


def content_of(block: DeclaredBlock, known: Known) -> str:
    """The content expression of a block; empty for one that holds nothing."""
    guests = any(block.name in other.inside for other in known.values())
    own = f"in_{alias(block.name)}"
    if not block.children:
        return _BLOCK.sub(f"(block | {own})", block.content) if guests else block.content
    named = [alias(name) for name in block.children if name in known]
    choices = " | ".join((*named, *((own,) if guests else ()), UNKNOWN_BLOCK))
    return f"({choices}){_how_many(block)}"


def _how_many(block: DeclaredBlock) -> str:
    most = "" if block.at_most is None else str(block.at_most)
    return f"{{{block.at_least},{most}}}"
