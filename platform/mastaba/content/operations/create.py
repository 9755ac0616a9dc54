"""Add a node."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from mastaba.content.models import Content
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.field_rights import refuse_hidden, refuse_locked
from mastaba.content.operations.hold import hold
from mastaba.content.operations.order import last_order_key
from mastaba.content.operations.place import free_slug
from mastaba.content.operations.revise import checked, write_revision
from mastaba.content.operations.targets import refuse_wrong_targets
from mastaba.content.types import ContentTypes
from mastaba.db.uuid7 import uuid7
from mastaba.events import record
from mastaba.fields import defaults
from mastaba.security.guard import allow
from mastaba.tree.locate import locate
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import Node
from mastaba.tree.paths import depth, join, too_long


def create(
    request: Any,
    parent: Node,
    model: type[Content],
    data: Mapping[str, Any],
    *,
    slug: str | None = None,
    uid: str | None = None,
    kind: str = "human",
    expected: Collection[str] = (),
) -> Content:
    """A new draft of type `model` below `parent`, as its last child.

    `slug` None derives a free one from the title; `expected` are uids of what the caller makes
    afterwards, and fields may refer to. Raises `Invalid`, `Conflict` when `slug` is
    taken, `OperationError` when the type is not allowed there, `HTTPForbidden`.
    """
    allow(request, parent, "create")
    _check_type(request, parent, model)
    refuse_hidden(request, parent, model, data)
    fields = checked(request.registry, model, data)
    given = {name: fields[name] for name in data}
    refuse_locked(request, parent, model, defaults(model), given)
    refuse_wrong_targets(request, model, fields, expected=expected)
    tree_lock(request.db)
    hold(request, parent, "create")
    name = free_slug(request, parent, slug, fields["title"])
    node = _build(request, parent, model, fields, name, uid)
    request.db.add(node)
    request.db.flush()
    write_revision(request, node, fields, kind=kind)
    record(request, "content.created", node, type=node.type)
    locate(request, node)
    return node


def _check_type(request: Any, parent: Node, model: type[Content]) -> None:
    types: ContentTypes = request.registry[ContentTypes]
    wanted = types.get(model.__type__)
    if wanted is None:
        raise OperationError(f"“{model.__type__}” is not an enabled type of content.")
    if problem := types.problem(request, wanted.name, parent):
        raise OperationError(problem)


def _build(
    request: Any,
    parent: Node,
    model: type[Content],
    fields: Mapping[str, Any],
    slug: str,
    uid: str | None,
) -> Content:
    path = join(parent.path, slug)
    if too_long(path):
        raise OperationError("The address would become too long here; choose a shorter one.")
    author = None if request.identity is None else request.identity.id
    return model(
        uid=uid or uuid7(),
        site_id=parent.site_id,
        parent_id=parent.id,
        slug=slug,
        path=path,
        depth=depth(path),
        tree=parent.tree,
        order_key=last_order_key(request.db, parent),
        acl_id=parent.acl_id,
        owner_id=author,
        modified_by=author,
        created=request.now,
        modified=request.now,
        locale=parent.locale,
        **fields,
    )
