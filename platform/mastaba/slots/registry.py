"""The slots of an application and what stands in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mastaba.fences import owner_of

View = Callable[[Any, Any], Any]
When = Callable[[Any, Any], bool]
Url = str | Callable[[Any, Any], str | None]
Count = Callable[[Any, Any], int]


@dataclass(frozen=True)
class Slot:
    """A declared place; `context` says in words what its items get."""

    name: str
    title: str
    description: str
    context: str


@dataclass(frozen=True)
class Item:
    """Something in a slot: a piece of HTML, or an entry with a title and an address."""

    slot: str
    id: str
    view: View | None = None
    renderer: str | None = None
    permission: str | None = None
    title: str = ""
    icon: str = ""
    url: Url | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    when: When | None = None
    count: Count | None = None
    current: tuple[str, ...] = ()

    @property
    def is_entry(self) -> bool:
        """Whether it has a place in a menu."""
        return bool(self.title and self.url)

    @property
    def owner(self) -> str:
        """The plugin that brings it, by its id."""
        return owner_of(self.id)

    @property
    def what(self) -> str:
        """How it is named in the log and to editors."""
        return f"slot item {self.id}"


@dataclass
class Slots:
    """Declared slots by name; their items in the order in which they are shown."""

    declared: dict[str, Slot] = field(default_factory=dict)
    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    ordered: dict[str, tuple[Item, ...]] = field(default_factory=dict)
