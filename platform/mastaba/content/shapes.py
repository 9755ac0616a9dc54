"""What catalog statements are made of: clauses that are built once and take their values later.

Building a statement costs more than running it, and SQLAlchemy finds the SQL of one it has seen
before only after walking through all of it. So clauses hold no values but named parameters, and
a statement of the same clauses in the same order is the same object.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from mastaba.content.models import Reference
from mastaba.db.plan import Unindexed
from mastaba.tree.models import Node

SORT_KEY = "sort_key"
KEPT = 500  # statements per process; about 20 kB each
T: Any = Node.__table__
R: Any = Reference.__table__
ROW = (
    Node.id, Node.uid, Node.parent_id, Node.slug, Node.path, Node.depth, Node.order_key,
    Node.type, Node.title, Node.summary, Node.in_menu, Node.state, Node.tree, Node.published_at,
    Node.expires_at, Node.created, Node.modified, Node.modified_by, Node.owner_id, Node.revision,
    Node.live_revision, Node.next_at, Node.version, Node.trashed_from, Node.trashed_at,
    Node.acl_id,
)  # fmt: skip
COLUMNS = tuple(T.c[column.key] for column in ROW)

IN_TREE = and_(  # what every list asks, and what no list is found by
    Unindexed(T.c.site_id) == bindparam("site_id", type_=T.c.site_id.type),
    Unindexed(T.c.tree) == bindparam("tree", type_=T.c.tree.type),
)
CHILDREN = T.c.parent_id == bindparam("parent")
OF_TYPE = T.c.type.in_(bindparam("types", expanding=True))
IN_STATE = T.c.state == bindparam("state")
NOW = bindparam("now", type_=T.c.next_at.type)
IN_MENU = or_(T.c.in_menu.is_(True), T.c.next_at <= NOW)  # a due update may put it there
WITH_UIDS = T.c.uid.in_(bindparam("uids", expanding=True))
UNREFERENCED = ~select(R.c.node_id).where(R.c.target_uid == T.c.uid).correlate(T).exists()
EDITORS_ORDER = (T.c.order_key, T.c.id)

SORTS: dict[str, Any] = {
    "order": T.c.order_key,
    "title": func.lower(T.c.title),
    "path": T.c.path,
    "modified": T.c.modified,
    "created": T.c.created,
    "published": func.coalesce(T.c.published_at, T.c.created),
}


@cache
def with_due(names: tuple[str, ...]) -> tuple[str, ...]:
    """`names`, and what is needed to see that a scheduled update changes one of them."""
    changed = {"title", "summary", "in_menu"}.intersection(names)
    return tuple(dict.fromkeys((*names, "id", "in_menu", "next_at"))) if changed else names


@cache
def columns(names: tuple[str, ...]) -> tuple[Any, ...]:
    """The base columns of these names."""
    return tuple(T.c[name] for name in names)


@cache
def newest_first(column: str) -> tuple[Any, ...]:
    """Order by a column, the id breaking ties."""
    return (T.c[column].desc(), T.c.id.desc())


@cache
def sort_key(sort: str) -> Any:
    """The extra column that a cursor is made from."""
    return SORTS[sort].label(SORT_KEY)


@cache
def sort_order(sort: str, descending: bool) -> tuple[Any, ...]:
    """Order by one of `SORTS`, the id breaking ties."""
    keys = (SORTS[sort], T.c.id)
    return tuple(key.desc() for key in keys) if descending else keys


@cache
def beyond(sort: str, descending: bool) -> ColumnElement[bool]:
    """Rows behind the one with the sort key `mark_key` and the id `mark_id`."""
    key, tie = SORTS[sort], T.c.id
    mark, mark_id = bindparam("mark_key", type_=key.type), bindparam("mark_id", type_=tie.type)
    from_there = key <= mark if descending else key >= mark  # what an index can begin with
    further = key < mark if descending else key > mark
    return and_(from_there, or_(further, tie < mark_id if descending else tie > mark_id))


@lru_cache(maxsize=KEPT)
def statement(
    columns: tuple[Any, ...], clauses: tuple[Any, ...], order: tuple[Any, ...]
) -> Select[Any]:
    """The one statement of this shape, without a limit."""
    return select(*columns).where(*clauses).order_by(*order)


@lru_cache(maxsize=KEPT)
def limited(
    columns: tuple[Any, ...], clauses: tuple[Any, ...], order: tuple[Any, ...]
) -> Select[Any]:
    """The same with the limit `limit`."""
    return statement(columns, clauses, order).limit(bindparam("limit"))


@lru_cache(maxsize=KEPT)
def children_of_each(
    columns: tuple[Any, ...], clauses: tuple[Any, ...], count: int
) -> CompoundSelect[Any]:
    """At most `limit` children of each of the nodes `parent_0`, `parent_1`, ..."""
    plain = limited(columns, clauses, EDITORS_ORDER)
    of_one = (plain.where(T.c.parent_id == bindparam(f"parent_{n}")) for n in range(count))
    return union_all(*(select(part.subquery()) for part in of_one))


@lru_cache(maxsize=KEPT)
def parents(clauses: tuple[Any, ...]) -> Select[Any]:
    """Those of the nodes `ids` that have a child to which `clauses` apply."""
    outer = T.alias("outer_node")
    below = select(T.c.id).where(*clauses, T.c.parent_id == outer.c.id).correlate(outer)
    below = below.offset(0)  # else PostgreSQL joins, and reads the children of every page for it
    wanted = outer.c.id.in_(bindparam("ids", expanding=True))
    return select(outer.c.id).where(wanted, below.exists())


def refers(to: Any, field: str | None = None) -> ColumnElement[bool]:
    """Predicate on `node`: what it shows refers to such a target."""
    which = [] if field is None else [R.c.field == field]
    clause: ColumnElement[bool] = T.c.id.in_(
        select(R.c.node_id).where(to, R.c.draft.is_(False), *which)
    )
    return clause
