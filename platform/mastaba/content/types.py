"""Content types known to this application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mastaba.content.models import Content
from mastaba.tree.models import Node


@dataclass(frozen=True)
class ContentType:
    """A type that editors can add."""

    name: str
    model: type[Content]
    title: str
    icon: str
    description: str = ""
    children: tuple[str, ...] | None = None
    front: bool = False

    def accepts(self, child: str) -> bool:
        """Whether a node of type `child` may be put below one of this type."""
        return self.children is None or child in self.children


@dataclass
class ContentTypes:
    """The declared types, by name."""

    by_name: dict[str, ContentType] = field(default_factory=dict)

    def get(self, name: str) -> ContentType | None:
        return self.by_name.get(name)

    def addable(self, parent: Node) -> list[ContentType]:
        """Types that may be added below `parent`."""
        here = self.by_name.get(parent.type)
        return [t for t in self.by_name.values() if here is None or here.accepts(t.name)]


def add_content_type(
    config: Any,
    model: type[Content],
    *,
    title: str,
    icon: str = "file",
    description: str = "",
    children: Iterable[str] | None = None,
) -> None:
    """Declare `model` as a type that editors can add.

    `children` lists the type names allowed below it; None allows every type, () none.
    """
    name = model.__mapper_args__["polymorphic_identity"]
    allowed = None if children is None else tuple(children)
    declared = ContentType(name, model, title, icon, description, allowed)

    def register() -> None:
        config.registry[ContentTypes].by_name[name] = declared

    shown = config.introspectable("content types", name, title, "content type")
    shown["type"] = declared
    config.action(("mastaba content type", name), register, introspectables=(shown,))
