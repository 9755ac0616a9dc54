"""What a body may hold: a list of node and mark declarations, compiled once into a BodySchema.

The rules themselves (content expressions, groups, which marks go where) are ProseMirror's, read
by the `prosemirror` package from the same words the editor uses, so server and editor agree.
`CORE` in `core.py` is the schema of the core; a plugin's blocks come by `CORE.extended(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from prosemirror.model import Schema

from mastaba.blocks.attributes import Attributes

if TYPE_CHECKING:
    from mastaba.blocks.pen import Pen

Json = dict[str, Any]
"""A node as JSON: `type`, and where they apply `attrs`, `content`, `marks`, `text`."""

NodeWriter = Callable[[Json, "Pen"], None]
MarkWriter = Callable[[Json, "Pen", bool], None]

UNKNOWN_BLOCK = "unknownBlock"
UNKNOWN_INLINE = "unknownInline"


class BlockData(Protocol):
    """What is known of the attributes of a block that is filled in by a form."""

    def clean(self, attrs: Json) -> Json:
        """The attributes to store. Raises ValueError with what is wrong, by field."""
        ...

    def is_newer(self, attrs: Json) -> bool:
        """Whether they were written by a later version of the block than this one."""
        ...

    def texts(self, attrs: Json) -> Iterable[str]:
        """What of them people read as text."""
        ...


@dataclass(frozen=True)
class Block:
    """One kind of node.

    `content` and `group` are ProseMirror expressions ("block+", "inline*"); `marks` is "_" for
    all and "" for none; `label` names it in messages to editors ("a table row"); `write` puts
    it on a `Pen` as HTML. `data` is there for blocks with a form.
    """

    name: str
    label: str
    write: NodeWriter
    content: str = ""
    group: str = "block"
    marks: str = "_"
    inline: bool = False
    attrs: Attributes = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    data: BlockData | None = None

    def knows(self, node: Json) -> bool:
        """Whether this version of the block can read the node."""
        given = node.get("attrs")
        return self.data is None or not self.data.is_newer(
            given if isinstance(given, dict) else {}
        )

    def spec(self) -> Json:
        """The declaration in ProseMirror's own form."""
        spec: Json = {"content": self.content, "group": self.group, "inline": self.inline}
        if self.inline or "inline" in self.content or "text" in self.content:
            spec["marks"] = self.marks
        return spec


@dataclass(frozen=True)
class Mark:
    """One kind of mark; `write` is called with True at its start and False at its end."""

    name: str
    write: MarkWriter
    attrs: Attributes = field(default_factory=dict)


def _nothing(node: Json, pen: Pen) -> None:
    """An unknown node shows nothing."""


_PLACEHOLDERS = (
    Block(UNKNOWN_BLOCK, "an unknown block", _nothing),
    Block(UNKNOWN_INLINE, "an unknown element", _nothing, group="inline", inline=True),
)


@dataclass(frozen=True)
class BodySchema:
    """An immutable set of declarations and their compiled ProseMirror schema."""

    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]

    def extended(self, blocks: Iterable[Block]) -> BodySchema:
        """A new schema with further kinds of nodes."""
        return BodySchema(self.blocks + tuple(blocks), self.marks)

    def kind_of(self, node: Json) -> Block | None:
        """The kind of a node; None where it is unknown, or newer than what is declared here."""
        kind = self.by_name.get(node["type"])
        return kind if kind is not None and kind.knows(node) else None

    @cached_property
    def by_name(self) -> dict[str, Block]:
        """Kinds of nodes by name, the two placeholders included."""
        return {block.name: block for block in self.blocks + _PLACEHOLDERS}

    @cached_property
    def marks_by_name(self) -> dict[str, Mark]:
        """Kinds of marks by name."""
        return {mark.name: mark for mark in self.marks}

    @cached_property
    def mark_rank(self) -> dict[str, int]:
        """Order in which marks enclose one another, the outermost first."""
        return {mark.name: rank for rank, mark in enumerate(self.marks)}

    @cached_property
    def compiled(self) -> Schema[Any, Any]:
        """The ProseMirror schema: content expressions as automata."""
        nodes: Any = {name: block.spec() for name, block in self.by_name.items()}
        marks: Any = {mark.name: {"excludes": ""} for mark in self.marks}
        return Schema({"nodes": nodes, "marks": marks})
