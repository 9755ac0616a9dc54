"""Operations on records: each asks the rights on the node, and records audit and event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError

from mastaba.content.operations.errors import Conflict, OperationError
from mastaba.content.operations.revise import checked
from mastaba.content.records.declare import RecordType, RecordTypes
from mastaba.content.records.models import Record
from mastaba.db.uuid7 import is_uid
from mastaba.events import record as note
from mastaba.fields import fields_of
from mastaba.security.guard import allow
from mastaba.tree.locate import locate
from mastaba.tree.models import Node
from mastaba.tree.publication import TRASH

R = TypeVar("R", bound=Record)


def create_record(
    request: Any,
    node: Node,
    model: type[R],
    values: Mapping[str, Any],
    *,
    columns: Mapping[str, Any] = {},
) -> R:
    """Add a record to `node`, made by the requester.

    `columns` are set besides, unchecked: what the plugin itself decides and no `field()` declares.
    Raises `Invalid`, `HTTPForbidden`, `Conflict` when a rule of its table allows no second one,
    `OperationError` in the trash.
    """
    kind = _kind(request, model)
    allow(request, node, "view")  # everybody may hold `create`, on what they may not see, too
    allow(request, node, kind.create)
    _refuse_trash(node)
    fields = checked(request.registry, model, values)
    author = None if request.identity is None else request.identity.id
    made = model(node_id=node.id, account_id=author, created=request.now, **fields, **columns)
    _write(request, kind, lambda: request.db.add(made))
    note(request, f"{kind.name}.created", node, record=made.uid)
    return made


def change_record(request: Any, record: Record, changes: Mapping[str, Any]) -> bool:
    """Change fields of a record; False when nothing differs. Raises as `create_record`."""
    kind, node = _kind(request, type(record)), _node_of(request, record)
    _allow(request, kind, record, node)
    _refuse_trash(node)
    before = {bound.name: getattr(record, bound.name) for bound in fields_of(type(record))}
    fields = checked(request.registry, type(record), {**before, **changes})
    if fields == before:
        return False
    _write(request, kind, lambda: _set(record, fields))
    note(request, f"{kind.name}.changed", node, record=record.uid)
    return True


def delete_record(request: Any, record: Record) -> None:
    """Delete a record for good. Raises `HTTPForbidden`."""
    kind, node = _kind(request, type(record)), _node_of(request, record)
    _allow(request, kind, record, node)
    request.db.delete(record)
    note(request, f"{kind.name}.deleted", node, record=record.uid)


def find_record(request: Any, model: type[R], uid: str) -> R | None:
    """The record with this uid, when the requester may see its node; else None."""
    if not is_uid(uid):
        return None
    found = request.catalog(model).visible().filter(model.uid == uid).rows(1)
    return request.db.get(model, found[0].id) if found else None


def _set(record: Record, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(record, name, value)


def _kind(request: Any, model: type[Record]) -> RecordType:
    types: RecordTypes = request.registry[RecordTypes]
    return types.of(model)


def _node_of(request: Any, record: Record) -> Node:
    return locate(request, request.db.get_one(Node, record.node_id))


def _allow(request: Any, kind: RecordType, record: Record, node: Node) -> None:
    """One's own with the right to make one, every other with the right to manage them."""
    identity = request.identity
    own = identity is not None and identity.id == record.account_id
    if not (own and request.has_permission(kind.create, node)):
        allow(request, node, kind.manage)


def _refuse_trash(node: Node) -> None:
    if node.tree == TRASH:
        raise OperationError(f"“{node.title}” is in the trash; take it out first.")


def _write(request: Any, kind: RecordType, do: Callable[[], None]) -> None:
    nested = request.db.begin_nested()
    try:
        do()
        request.db.flush()
    except IntegrityError:
        nested.rollback()
        raise Conflict(f"There is one of these already ({kind.title}).") from None
    nested.commit()
