"""Copy a page, with what lies below it, as drafts of whoever copies.

Nothing comes along that the requester may not read: neither pages nor single fields, nor a draft
over a live page where only the live one may be seen. Rights do not come along either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, case, func, select

from mastaba.content.due import fields_due
from mastaba.content.models import Revision
from mastaba.content.operations.copies import Copies, Source
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.field_rights import may_read
from mastaba.content.operations.hold import hold
from mastaba.content.operations.order import LONGEST_KEY, last_order_key
from mastaba.content.operations.place import free_name
from mastaba.content.operations.present import refuse_missing
from mastaba.content.snapshot import absent_sections, readable_words, snapshot, unpack
from mastaba.content.types import ContentTypes
from mastaba.events import emit, record
from mastaba.fields import defaults, fields_of
from mastaba.security.guard import allow
from mastaba.tree.due import is_due
from mastaba.tree.locate import locate
from mastaba.tree.locate_many import BATCH, find_each
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import Node
from mastaba.tree.order import key_between
from mastaba.tree.publication import PUBLISHED, TRASH

EVERYTHING = 2_000_000
Progress = Callable[[int, int], None]


def copy(
    request: Any,
    node: Node,
    target: Node,
    *,
    slug: str | None = None,
    deep: bool = True,
    progress: Progress | None = None,
) -> Node:
    """A copy of `node` below `target`, with everything below it when `deep`; returns its top.

    Needs `view` on what is copied and `create` on the target. Beside its original it is put
    right behind it. Links between copied pages lead to the copies. Raises `OperationError` when
    it cannot be there, `Conflict` when `slug` is taken, `HTTPForbidden`.
    """
    allow(request, node, "view")
    allow(request, target, "create")
    tree_lock(request.db)
    hold(request, node, "view")
    hold(request, target, "create")
    _check(request, node, target)
    rows = _readable(request, node, deep=deep)
    made = Copies(request, target, node, free_name(request, target, slug, node.slug), rows)
    made.top_key = _order_key(request, node, target)
    seen = _with_drafts(request, node, rows)
    for done, sources in _batches(request, node, rows, seen):
        made.add(sources)
        if progress is not None:
            progress(done, len(rows))
    for row in rows:
        emit(request, "content.created", {"node": made.uids[row.uid], "type": row.type})
    top: Node = request.db.get_one(type(node), made.ids[node.id])
    record(request, "content.copied", top, source=node.uid, count=len(rows))
    return locate(request, top)


def _check(request: Any, node: Node, target: Node) -> None:
    types: ContentTypes = request.registry[ContentTypes]
    if node.tree == TRASH or target.tree == TRASH:
        raise OperationError("What is in the trash cannot be copied; take it out first.")
    if node.parent_id is None:
        raise OperationError("The root of the site cannot be copied.")
    refuse_missing(request, node, "copied")
    if problem := types.problem(request, node.type, target):
        raise OperationError(problem)


def _readable(request: Any, node: Node, *, deep: bool) -> list[Any]:
    """Rows of what is copied, the upper ones first: nothing below what may not be read."""
    types: ContentTypes = request.registry[ContentTypes]
    catalog = request.catalog(tree=node.tree).visible().filter(Node.type.in_(types.by_name))
    catalog = catalog.below(node) if deep else catalog.filter(Node.id == node.id)
    rows = catalog.only("id", "uid", "parent_id", "path", "depth", "type").rows(EVERYTHING)
    kept = {node.parent_id}
    found = []
    for row in sorted(rows, key=lambda row: row.depth):
        if row.parent_id in kept:
            kept.add(row.id)
            found.append(row)
    return found


def _with_drafts(request: Any, node: Node, rows: Sequence[Any]) -> frozenset[int]:
    """Ids of those whose newest text may be read, not only what is live."""
    catalog = request.catalog(tree=node.tree).visible("view_drafts").below(node)
    return frozenset(row.id for row in catalog.only("id").rows(EVERYTHING))


def _batches(
    request: Any, node: Node, rows: Sequence[Any], seen: frozenset[int]
) -> Iterator[tuple[int, list[Source]]]:
    """What to copy, with its fields; parents come in an earlier batch than their children."""
    done = 0
    for ids in _levels(rows):
        nodes = list(find_each(request, ids, tree=node.tree))
        newest = _newest(request, [n.id for n in nodes if n.id in seen and _has_draft(n)])
        due = fields_due(request, [n.id for n in nodes if is_due(n, request.now)])
        aside = _aside(request, nodes, seen)
        done += len(nodes)
        yield (
            done,
            [_source(request, n, due.get(n.id, {}), newest.get(n.id), aside) for n in nodes],
        )


def _levels(rows: Sequence[Any]) -> Iterator[list[int]]:
    some: list[Any] = []
    for row in rows:
        if some and (row.depth != some[0].depth or len(some) == BATCH):
            yield [item.id for item in some]
            some = []
        some.append(row)
    yield [item.id for item in some]


def _has_draft(node: Node) -> bool:
    return node.state == PUBLISHED and node.revision != node.live_revision


def _newest(request: Any, ids: Iterable[int]) -> Mapping[int, Any]:
    newest = and_(Revision.node_id == Node.id, Revision.number == Node.revision)
    rows = select(Node.id, Revision.data).join(Revision, newest).where(Node.id.in_(list(ids)))
    return {row.id: row.data for row in request.db.execute(rows)}


def _aside(request: Any, nodes: Sequence[Node], seen: frozenset[int]) -> Mapping[int, Any]:
    """What extensions that are not enabled keep in the copied versions, if it may be read."""
    by_id = {node.id: node for node in nodes}
    shown = case((Node.id.in_(seen.intersection(by_id)), Node.revision), else_=Node.live_revision)
    copied = and_(Revision.node_id == Node.id, Revision.number == shown)
    rows = select(Node.id, Revision.data).join(Revision, copied)
    found: dict[int, Any] = {}
    for node_id, data in request.db.execute(rows.where(Node.id.in_(by_id))):
        node = by_id[node_id]
        sections = absent_sections(type(node), data)
        found[node_id] = {name: readable_words(request, node, data[name]) for name in sections}
    return found


def _source(
    request: Any, node: Node, due: Mapping[str, Any], newest: Any, aside: Mapping[int, Any]
) -> Source:
    model = type(node)
    fields = {**snapshot(node), **due, **unpack(model, newest or {})}
    blank = defaults(model)
    for bound in fields_of(model):
        if not may_read(request, node, bound):
            fields[bound.name] = blank[bound.name]
    return Source(node, model, fields, aside.get(node.id, {}))


def _order_key(request: Any, node: Node, target: Node) -> str:
    """Right behind its original where there is room, else last."""
    if node.parent_id == target.id:
        siblings = select(func.min(Node.order_key)).where(
            Node.parent_id == target.id, Node.order_key > node.order_key
        )
        key = key_between(node.order_key, request.db.scalar(siblings))
        if len(key) <= LONGEST_KEY:
            return key
    return last_order_key(request.db, target)
