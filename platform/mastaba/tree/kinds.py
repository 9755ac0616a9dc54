"""Types of content that somebody enabled brings; of every other one there are placeholders only.

A page of a type whose plugin is not enabled is not public, whatever its state: nobody could show
it. So who may see it needs `view_drafts`, in Python (`sufficient_permissions`) and in SQL
(`visible.py`) alike.
"""

from __future__ import annotations

from typing import Any

ROOT_TYPE = "core.root"


class Kinds:
    """Names of the types of one application; lives on the registry."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self.add(ROOT_TYPE)

    def add(self, name: str) -> None:
        """From now on nodes of the type `name` are more than placeholders."""
        known = sorted({*self.names, name})
        # The last one repeated until there are 4, 8, 16, ...: few statements for many types.
        count = 1 << (len(known) - 1).bit_length()
        self.names = (*known, *known[-1:] * (count - len(known)))

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def values(self) -> dict[str, str]:
        """Values of the parameters of clauses in `visible.py`."""
        return {f"known_kind_{number}": name for number, name in enumerate(self.names)}


def kinds_of(request: Any) -> Kinds:
    """Those of the application that answers `request`."""
    found: Kinds = request.registry[Kinds]
    return found


def is_missing(request: Any, node: Any) -> bool:
    """Whether the plugin of this node's type (a node, row or ancestor) is not enabled."""
    return node.type not in request.registry[Kinds]


def plugin_of(type_name: str) -> str:
    """The name of the plugin that brings a type: types are called `<plugin>.<name>`."""
    return type_name.partition(".")[0]


def includeme(config: Any) -> None:
    """Make the place for them."""
    config.registry[Kinds] = Kinds()
