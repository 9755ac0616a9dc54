"""Between a node and the JSON of its revisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mastaba.fields import fields_of
from mastaba.tree.models import Node


def snapshot(node: Node) -> dict[str, Any]:
    """The declared fields of `node` by name."""
    return {bound.name: getattr(node, bound.name) for bound in fields_of(type(node))}


def apply(node: Node, data: Mapping[str, Any]) -> None:
    """Set the declared fields that `data` has; names that are no longer declared are left out."""
    for bound in fields_of(type(node)):
        if bound.name in data:
            setattr(node, bound.name, data[bound.name])
