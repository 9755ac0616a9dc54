"""Where content is used: which pages refer to a node, or into a whole section from outside.

Everything here is filtered by the rights of who asks, those on single fields included, and nothing
tells how much was left out: a count of hidden pages would tell of them. Only `hidden_users` does,
for content that is embedded: who changes it must know that others show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, or_, select

from mastaba.content.models import Reference, Revision
from mastaba.content.snapshot import READ
from mastaba.content.types import ContentTypes
from mastaba.fields import fields_of
from mastaba.tree.kinds import kinds_of
from mastaba.tree.locate import class_of
from mastaba.tree.models import Node
from mastaba.tree.paths import is_within
from mastaba.tree.publication import LIVE, TRASH
from mastaba.tree.rights import in_subtree
from mastaba.tree.visible import asker, of_kinds, visible_to

SHOWN = 20
MOST_BRANCHES = 200  # a statement that names more ranges costs more than its answer is worth
_N: Any = Node.__table__
_R: Any = Reference.__table__
_V: Any = Revision.__table__


@dataclass(frozen=True)
class Use:
    """A field of a page that refers to what was asked about.

    `draft`: only in a version that visitors do not read yet.
    """

    label: str
    draft: bool


def used_by(request: Any, node: Any, *, whole: bool = False, tree: str = LIVE) -> Any:
    """A catalog of the nodes in `tree` that refer to `node`.

    `whole`: those outside of its section that refer to it or to anything below it.
    """
    catalog = request.catalog(tree=tree).visible()
    if not whole:
        return catalog.filter(_refers(request, _R.c.target_uid == node.uid))
    inside = in_subtree(node.site_id, node.tree, node.path)
    into = _R.c.target_uid.in_(select(Node.uid).where(inside))
    return catalog.filter(_refers(request, into), ~inside)


def uses_in(
    request: Any, rows: Sequence[Any], node: Any, *, whole: bool = False
) -> dict[int, list[Use]]:
    """By which fields these nodes (rows of `used_by`) refer to `node`: one statement, or none."""
    if not rows:
        return {}
    to = _R.c.target_uid == node.uid
    if whole:
        inside = in_subtree(node.site_id, node.tree, node.path)
        to = _R.c.target_uid.in_(select(Node.uid).where(inside))
    mine = _R.c.node_id.in_([row.id for row in rows])
    found = select(_R.c.node_id, _R.c.field, _R.c.draft).where(to, mine).distinct()
    found = found.join(_N, _N.c.id == _R.c.node_id).where(*_readable(request))
    types = {row.id: row.type for row in rows}
    uses: dict[int, list[Use]] = {}
    for use in request.db.execute(found.order_by(_R.c.draft, _R.c.field), asker(request)):
        label = _label(types[use.node_id], use.field)
        uses.setdefault(use.node_id, []).append(Use(label, use.draft))
    return uses


def hidden_users(request: Any, node: Any) -> tuple[int, int]:
    """How many nodes refer to `node` that the requester may not see, and how many in the trash.

    One statement.
    """
    seen = case((visible_to(request, "view"), 1), else_=0)  # NULL counts as hidden
    gone = case((_N.c.tree == TRASH, 1), else_=0)
    users = select(_R.c.node_id).where(_R.c.target_uid == node.uid)
    found = select(gone.label("gone"), func.count().label("count")).where(_N.c.id.in_(users))
    found = found.where(or_(seen == 0, gone == 1)).group_by(gone)
    counts = {row.gone: row.count for row in request.db.execute(found, asker(request))}
    return counts.get(0, 0), counts.get(1, 0)


def links_into(request: Any, rows: Sequence[Any], limit: int = SHOWN) -> list[Any]:
    """Public pages elsewhere that refer to these nodes or to anything below them, newest first.

    What leads there shows its words only, once these are in the trash. At most `limit` + 1 rows,
    so that one sees whether there are more.
    """
    tops = list(rows)[:MOST_BRANCHES]
    if not tops:
        return []
    inside = or_(*(in_subtree(request.site.id, row.tree, row.path) for row in tops))
    targets = _R.c.target_uid.in_(select(Node.uid).where(inside))
    live = _refers(request, targets & _R.c.draft.is_(False))
    catalog = request.catalog().visible().public().filter(live, ~inside)
    found = catalog.latest("modified").rows(limit + 1)
    return [row for row in found if not _is_below(row, rows)]


def _refers(request: Any, to: ColumnElement[bool]) -> ColumnElement[bool]:
    clause: ColumnElement[bool] = _N.c.id.in_(select(_R.c.node_id).where(to))
    if not (readable := _readable(request)):
        return clause
    mine = select(_R.c.field).where(_R.c.node_id == _N.c.id, to, *readable)
    return and_(clause, mine.correlate(_N).exists())


def _readable(request: Any) -> list[ColumnElement[bool]]:
    """Predicates on a row of `reference` and its node: the requester may read that field."""
    if request.is_system:
        return []
    types: ContentTypes = request.registry[ContentTypes]
    referring = [
        (name, bound)
        for name, kind in types.by_name.items()
        for bound in fields_of(kind.model)
        if bound.type.targets is not None
    ]
    asked = [
        or_(_N.c.type != name, _R.c.field != bound.name, visible_to(request, bound.spec.read))
        for name, bound in referring
        if bound.spec.read
    ]
    return [*asked, _of_nobody(request, {bound.name for _, bound in referring})]


def _of_nobody(request: Any, known: set[str]) -> ColumnElement[bool]:
    """The field is declared, or none of its page asks for a permission of its own.

    Of a plugin that is not enabled it is not known which one does; administrators may see all.
    """
    declared = and_(of_kinds(len(kinds_of(request).names)), _R.c.field.in_(sorted(known)))
    newest = and_(_V.c.node_id == _N.c.id, _V.c.number == _N.c.revision)
    stamped = cast(_V.c.data, Text).contains(f'"{READ}"', autoescape=True)
    some = select(_V.c.id).where(newest, stamped).correlate(_N).exists()
    return or_(declared, ~some, visible_to(request, "manage_site"))


def _is_below(row: Any, tops: Iterable[Any]) -> bool:
    return any(top.tree == row.tree and is_within(row.path, top.path) for top in tops)


def _label(type_name: str, field: str) -> str:
    labels = {bound.name: bound.label for bound in fields_of(class_of(type_name))}
    return labels.get(field, field)
