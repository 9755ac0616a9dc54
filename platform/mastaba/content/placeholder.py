"""What stands for a page whose plugin is not enabled: its place, and nothing of its fields.

A type that no class is loaded for gets a class of its own when the first node of it is read: a
`Placeholder`, which has the columns of every node and no table beside them. So what is asked of
any node (its list, its rights, moving, the trash) is answered, and nothing that the plugin
stored is touched. A type that is loaded but not declared, because its plugin was put aside, is
missing all the same: ask `mastaba.tree.kinds.is_missing`.
"""

from __future__ import annotations

from threading import RLock
from typing import Any

from sqlalchemy.orm import Mapper, configure_mappers

from mastaba.tree.models import Node


class _Types(dict[Any, Mapper[Any]]):
    """SQLAlchemy's map from a node's type to its class, which makes what is not there."""

    _lock = RLock()

    def __missing__(self, name: Any) -> Mapper[Any]:
        with self._lock:
            if name not in self:
                type(f"Placeholder of {name}", (Placeholder,), _body(name))
                configure_mappers()
            return self[name]


def _body(name: str) -> dict[str, Any]:
    return {"__module__": __name__, "__mapper_args__": {"polymorphic_identity": name}}


# Before any type of content is mapped: each takes the map of the class above it.
Node.__mapper__.polymorphic_map = _Types(Node.__mapper__.polymorphic_map)


class Placeholder(Node):
    """Base of the classes made below; no node is of this class itself."""

    __mapper_args__ = {"polymorphic_abstract": True}  # noqa: RUF012 - SQLAlchemy reads it once
