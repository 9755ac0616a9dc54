"""What can be done with many pages at once: one line each in `ACTIONS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mastaba.content.operations.copy import copy
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.place import move
from mastaba.content.operations.publish import publish, unpublish
from mastaba.content.operations.revise import latest_fields
from mastaba.content.operations.save import save
from mastaba.content.operations.trash import purge, restore, trash
from mastaba.fields import fields_of
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE, PUBLISHED, status_of

TAGS = "tags"  # the type of field that holds them


@dataclass(frozen=True)
class Options:
    """What an action needs to be told besides the pages; `tree` is where they lie."""

    tree: str = LIVE
    target: Node | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


Do = Callable[[Any, Node, Options], bool]


@dataclass(frozen=True)
class Action:
    """`do` answers whether it changed anything.

    `whole`: it takes what lies below along, so of a page and one below it only the upper is
    meant. `permission` is what `do` asks for on each page.
    """

    do: Do
    permission: str
    whole: bool = False


def _publish(request: Any, node: Node, _options: Options) -> bool:
    if status_of(node, request.now) in ("published", "scheduled"):
        return False
    publish(request, node)
    return True


def _unpublish(request: Any, node: Node, _options: Options) -> bool:
    if node.state != PUBLISHED:
        return False
    unpublish(request, node)
    return True


def _move(request: Any, node: Node, options: Options) -> bool:
    target = _target(options)
    if node.parent_id == target.id:
        return False
    move(request, node, target)
    return True


def _copy(request: Any, node: Node, options: Options) -> bool:
    copy(request, node, _target(options))
    return True


def _trash(request: Any, node: Node, _options: Options) -> bool:
    trash(request, node)
    return True


def _tag(request: Any, node: Node, options: Options) -> bool:
    fields = fields_of(type(node))
    name = next((bound.name for bound in fields if bound.type.name == TAGS), None)
    if name is None:
        raise OperationError("This type of page has no tags.")
    kept = [tag for tag in latest_fields(request, node)[name] or () if tag not in options.remove]
    new = [tag for tag in options.add if tag not in kept]
    return save(request, node, {name: [*kept, *new]}, note="Tags changed")


def _restore(request: Any, node: Node, options: Options) -> bool:
    restore(request, node, options.target)
    return True


def _purge(request: Any, node: Node, _options: Options) -> bool:
    purge(request, node)
    return True


def _target(options: Options) -> Node:
    if options.target is None:
        raise OperationError("Choose where the pages go.")
    return options.target


ACTIONS: dict[str, Action] = {
    "publish": Action(_publish, "publish"),
    "unpublish": Action(_unpublish, "publish"),
    "move": Action(_move, "edit", whole=True),
    "copy": Action(_copy, "view", whole=True),
    "tag": Action(_tag, "edit"),
    "trash": Action(_trash, "trash", whole=True),
    "restore": Action(_restore, "trash", whole=True),
    "purge": Action(_purge, "trash", whole=True),
}
