"""Bring back one field, or one block of a body, from an older revision."""

from __future__ import annotations

from typing import Any

from mastaba.blocks.choose import take
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.field_rights import readable_fields
from mastaba.content.operations.hold import hold
from mastaba.content.operations.revise import latest_fields
from mastaba.content.operations.save import revision_data, save
from mastaba.fields import BoundField
from mastaba.tree.models import Node

BODY = "body"


def restore_part(request: Any, node: Node, number: int, name: str, *, block: str = "") -> None:
    """Save the field `name` as it was in revision `number`, as the newest one.

    `block` is the uid of one block of a body: only that is brought back; it is taken out when
    the revision did not have it. Raises `OperationError` for what is not there.
    """
    hold(request, node, "edit")
    bound = _field(request, node, name)
    then = revision_data(request, node, number).get(name)
    if block:
        now = latest_fields(request, node)[name] or bound.type.empty
        then = take(now, then or bound.type.empty, block)
    note = f"{bound.label}{', one block,' if block else ''} restored from version {number}"
    if not save(request, node, {name: then}, note=note):
        raise OperationError("The newest version has it like that already.")


def _field(request: Any, node: Node, name: str) -> BoundField:
    fields = readable_fields(request, node, type(node))
    found = next((bound for bound in fields if bound.name == name), None)
    if found is None:
        raise OperationError("There is no such field.")
    return found
