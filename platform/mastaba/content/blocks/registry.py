"""The blocks of an application, and the schema of texts that follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mastaba.blocks import CORE, BodySchema
from mastaba.content.blocks.data import FormData
from mastaba.content.blocks.files import Takes
from mastaba.content.blocks.groups import node_of
from mastaba.fields import Group

Data = Callable[[Any, Any], Any]
"""(request, values) -> variables or None; of blocks asked `together`: of a list, a list."""
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class DeclaredBlock:
    """What `config.add_block` was told."""

    name: str
    form: type[Group]
    title: str
    renderer: str
    icon: str = "puzzle"
    description: str = ""
    data: Data | None = None
    content: str = ""
    children: tuple[str, ...] = ()
    at_least: int = 1
    at_most: int | None = None
    inside: tuple[str, ...] = ()
    version: int = 1
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict)
    headings: bool = False
    takes: Takes | None = None
    together: bool = False

    @property
    def owner(self) -> str:
        """The plugin that brings it, or `core`."""
        return self.name.partition(".")[0]

    @property
    def is_leaf(self) -> bool:
        """Whether nothing can stand inside it."""
        return not (self.content or self.children)


@dataclass
class Blocks:
    """The declared blocks, by name."""

    by_name: dict[str, DeclaredBlock] = field(default_factory=dict)
    _schema: BodySchema | None = field(default=None, compare=False)

    def add(self, block: DeclaredBlock) -> None:
        """Declare a block; one of the same name in an earlier layer is replaced."""
        self.by_name[block.name] = block
        self._schema = None

    @property
    def schema(self) -> BodySchema:
        """What a text of this application may hold: the core's kinds of text, and these blocks."""
        if self._schema is None:
            nodes = (node_of(b, self.by_name, self.data(b)) for b in self.by_name.values())
            self._schema = CORE.extended(nodes)
        return self._schema

    def data(self, block: DeclaredBlock) -> FormData:
        """The rules of what a block's form holds."""
        return FormData(block.form, block.version, block.upgrades)


def blocks_of(request: Any) -> Blocks:
    """The blocks of the application that serves a request."""
    found: Blocks = request.registry[Blocks]
    return found
