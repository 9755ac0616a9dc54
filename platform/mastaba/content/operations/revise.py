"""Checking input and writing revisions: shared by the operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from mastaba.blocks import BodySchema
from mastaba.content.blocks.registry import Blocks
from mastaba.content.models import Revision
from mastaba.content.operations.errors import Conflict, invalid
from mastaba.content.operations.references import keep_references
from mastaba.content.snapshot import pack, snapshot, unpack
from mastaba.fields import input_model
from mastaba.tree.models import Node


def checked(registry: Any, model: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of `model` from `data`, validated. Raises `Invalid`.

    The `registry` is the application's: it knows which blocks a text may hold.
    """
    context = {BodySchema: registry[Blocks].schema}
    try:
        return input_model(model).model_validate(dict(data), context=context).model_dump()
    except ValidationError as error:
        raise invalid(error) from None


def merged(
    request: Any, node: Node, base: Mapping[str, Any], changes: Mapping[str, Any]
) -> dict[str, Any]:
    """`base` with `changes`, validated as a whole. Raises `Invalid`."""
    return checked(request.registry, type(node), {**base, **changes})


def latest_fields(request: Any, node: Node) -> dict[str, Any]:
    """The newest saved fields: of the draft over a live page where there is one."""
    if node.revision == node.live_revision or node.state != "published":
        return snapshot(node)
    data = request.db.scalar(
        select(Revision.data).where(Revision.node_id == node.id, Revision.number == node.revision)
    )
    return {**snapshot(node), **unpack(type(node), data)}


def write_revision(
    request: Any, node: Node, data: Mapping[str, Any], *, note: str = "", kind: str = "human"
) -> Revision:
    """Append the next revision of `node`, count it on the node and note what it refers to.

    What the revision before knows and nobody declares any more is carried along.
    """
    last, kept = _last(request, node)
    node.revision = last + 1
    revision = Revision(
        node_id=node.id,
        number=node.revision,
        author_id=None if request.identity is None else request.identity.id,
        author_kind=kind,
        created=request.now,
        note=note or None,
        data=pack(type(node), data, kept),
    )
    request.db.add(revision)
    keep_references(request, node, data)
    return revision


def touch(request: Any, node: Node) -> None:
    """Note who changed `node` when, and move its optimistic version on."""
    node.modified = request.now
    node.modified_by = None if request.identity is None else request.identity.id
    node.version += 1


def check_version(node: Node, version: int | None) -> None:
    """Raise `Conflict` when the caller edited an older version than the stored one."""
    if version is not None and version != node.version:
        raise Conflict(
            "Somebody else saved this page after you opened it. Your text is kept in this form: "
            "compare it with theirs, then save again."
        )


def _last(request: Any, node: Node) -> tuple[int, Mapping[str, Any]]:
    """Number and data of the newest revision; 0 and nothing where there is none."""
    kept = select(Revision.number, Revision.data).where(Revision.node_id == node.id)
    found = request.db.execute(kept.order_by(Revision.number.desc()).limit(1)).first()
    return (0, {}) if found is None else (found.number, found.data)
